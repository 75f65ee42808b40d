import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

test('npm run dev runs the sources without a build, and again when one of them changes', async () => {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'walkme-dev-')))
  // There is no dist/ in it.
  for (const name of ['src', 'demo', 'emulator', 'runner', 'scripts', 'action.yml', 'package.json'])
    await cp(join(REPOSITORY, name), join(copy, name), { recursive: true })
  await symlink(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'), 'junction')
  const manifest = await readFile(join(copy, 'package.json'), 'utf8')
  const { scripts } = z.object({ scripts: z.object({ dev: z.string() }) }).parse(JSON.parse(manifest))
  const [program, ...args] = scripts.dev.split(' ')
  expect(program).toBe('node')

  let output = ''
  const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  onTestFinished(async () => {
    child.kill()
    await rm(copy, { recursive: true, maxRetries: 5 })
  })
  const shows = (text: string) => expect.poll(() => output, { timeout: 20_000 }).toContain(text)
  await shows('CRM 4.10 is live')
  await shows('outcome: sent')

  output = ''
  const outputs = join(copy, 'src', 'report', 'outputs.ts')
  const source = await readFile(outputs, 'utf8')
  await writeFile(outputs, `${source}\nprocess.stdout.write('a line that is new\\n')\n`)
  await shows('a line that is new')
  await shows('outcome: sent')
})
