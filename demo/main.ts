import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { demonstrate } from './demo.ts'

const usage = `Runs the action on a sample announcement against the emulator, and shows what becomes of it.

Usage: npm start [-- [--yes] [--src]]

With WALKME_CLIENT_ID, WALKME_CLIENT_SECRET, WALKME_TEMPLATE_ID and WALKME_AUDIENCES set (and WALKME_DATA_CENTER or
WALKME_API_URL, where needed) it goes to WalkMe itself instead, after asking.

  --yes   send to WalkMe itself without asking
  --src   run src/ as it is, in place of dist/; npm run dev does so again on each change
  --help  this text`

try {
  const { values } = parseArgs({
    options: {
      yes: { type: 'boolean', default: false },
      src: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(usage)
  else {
    process.exitCode = await demonstrate({
      env: process.env,
      yes: values.yes,
      print: console.log,
      ...(process.stdin.isTTY ? { ask } : {}),
      ...(values.src
        ? { action: { bundle: fileURLToPath(new URL('../src/index.ts', import.meta.url)) } }
        : {}),
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  const misused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (misused) console.error(`\n${usage}`)
  process.exitCode = misused ? 2 : 1
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}
