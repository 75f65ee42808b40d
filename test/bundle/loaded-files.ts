import { loadedFiles } from '../../bench/loaded.ts'
import { oneSystem } from '../../emulator/account.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import { runAction, type Step } from '../../runner/runner.ts'
import { validInputs } from '../world.ts'

/** The names of the files of `dist/` that a plain send loads. */
export function filesOfPlainSend(): Promise<string[]> {
  return filesOfSend({ inputs: {} })
}

/** The names of the files of `dist/` that a send with overrides loads. */
export function filesOfTypicalSend(): Promise<string[]> {
  return filesOfSend({
    inputs: { overrides: '"###VERSION###": 4.10\n"###SUMMARY###": Search\n"##URL##": https://a.example' },
  })
}

/** The names of the files of `dist/` that a send with a `once-key` loads. */
export async function filesOfSendOnce(): Promise<string[]> {
  const github = await startGitHub()
  try {
    return await filesOfSend({
      inputs: { 'once-key': 'deploy-4f1c', 'github-token': github.token },
      env: { GITHUB_API_URL: github.url },
    })
  } finally {
    await github.close()
  }
}

async function filesOfSend({ inputs, env }: Step): Promise<string[]> {
  const emulator = await startEmulator({ account: oneSystem() })
  try {
    return await loadedFiles((coverage) =>
      runAction({ inputs: { ...validInputs(emulator), ...inputs }, env: { ...env, ...coverage } }),
    )
  } finally {
    await emulator.close()
  }
}
