import { loadedFiles } from '../../bench/loaded.ts'
import { oneSystem } from '../../emulator/account.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import { runAction } from '../../runner/runner.ts'
import { validInputs } from '../world.ts'

/** The names of the files of `dist/` that a plain send loads. */
export async function filesOfPlainSend(): Promise<string[]> {
  const emulator = await startEmulator({ account: oneSystem() })
  try {
    return await loadedFiles((env) => runAction({ inputs: validInputs(emulator), env }))
  } finally {
    await emulator.close()
  }
}
