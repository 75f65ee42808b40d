import { parseArgs } from 'node:util'
import type { Template } from './account.ts'
import { type Emulator, startEmulator } from './emulator.ts'
import { placeholdersIn } from './placeholders.ts'
import { renderNotification } from './show.ts'

const usage = `A strict stand-in for the WalkMe notification API, on this machine only.

Usage: npm run emulator -- [--port 8090]

  --port <number>  where to listen on 127.0.0.1; 0 takes a free port (default 8090)
  --help           this text`

const port = readPort()
if (port !== undefined) await run(port)

/** `undefined`: there is nothing to run, and why has been said. */
function readPort(): number | undefined {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '8090' }, help: { type: 'boolean', default: false } },
    })
    if (values.help) {
      console.log(usage)
      return undefined
    }
    const number = Number(values.port)
    if (/^\d+$/.test(values.port) && number <= 65535) return number
    throw new Error(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(values.port)}`)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

async function run(port: number): Promise<void> {
  try {
    const emulator = await startEmulator({
      port,
      onAccepted: (entry) => console.log(`\n${renderNotification(entry)}`),
    })
    // Before anything is printed: who reads that it runs may end it.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close())
    console.log(introduction(emulator))
  } catch (error) {
    console.error(cannotListen(port, error))
    process.exitCode = 1
  }
}

function introduction({ url, port, account }: Emulator): string {
  return `The emulator of the WalkMe notification API runs. Ctrl+C ends it.

  api-url        ${url}
  client-id      ${account.clientId}
  client-secret  ${account.clientSecret}
${account.templates.map(describe).join('\n')}
${account.audiences.map(({ id, name, members }) => `  audiences      ${id}  ${name}, ${members.length} people`).join('\n')}

What it accepted:   curl http://127.0.0.1:${port}/emulator/ledger
What it was asked:  curl http://127.0.0.1:${port}/emulator/requests
Make it fail once:  curl http://127.0.0.1:${port}/emulator/faults -d '{"call":"send","faults":[{"kind":"answer","status":503}]}'`
}

function describe({ id, name, title, message, button }: Template): string {
  const placeholders = placeholdersIn([title, message, button?.text ?? '', button?.link ?? ''])
  return `  template-id    ${id}  ${name}, with ${placeholders.join(', ') || 'no placeholders'}`
}

function cannotListen(port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Choose another one with --port, or a free one with --port 0.`
  }
  if (code === 'EACCES') return `Port ${port} is not allowed to this user. Choose one above 1023 with --port.`
  return `The emulator could not start: ${error instanceof Error ? error.message : String(error)}`
}
