import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runnerEnvironment } from '../../runner/environment.ts'
import { parseOutputs } from '../../runner/output-file.ts'

/** Runs a script as the runner does on Linux, for what it writes into `GITHUB_OUTPUT`. */
export async function runScript(
  script: string,
  env: Record<string, string>,
): Promise<Record<string, string>> {
  const directory = await mkdtemp(join(tmpdir(), 'walkme-script-'))
  try {
    const output = join(directory, 'output')
    await writeFile(output, '')
    await promisify(execFile)('bash', ['-e', '-c', script], {
      cwd: directory,
      env: { ...runnerEnvironment(), ...env, GITHUB_OUTPUT: output },
    })
    return parseOutputs(await readFile(output, 'utf8'))
  } finally {
    await rm(directory, { recursive: true })
  }
}
