import { parseArgs } from 'node:util'
import { startEmulator } from './emulator.ts'
import { startGitHub } from './github/server.ts'
import { introduce } from './introduction.ts'
import { renderNotification } from './show.ts'

const usage = `A strict stand-in for the WalkMe notification API, on this machine only.

Usage: npm run emulator -- [--port 8090] [--systems a,b] [--github]

  --port <number>  where to listen on 127.0.0.1; 0 takes a free port (default 8090)
  --systems <IDs>  the systems of the account, in place of the two that it has; with one, a step needs no system-id
  --github         GitHub's git API as well, for once-key, on the port after that (or a free one)
  --help           this text`

interface Options {
  port: number
  systems: string[] | undefined
  github: boolean
}

const options = readOptions()
if (options !== undefined) await run(options)

/** `undefined`: there is nothing to run, and why has been said. */
function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8090' },
        systems: { type: 'string' },
        github: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      return undefined
    }
    const { github } = values
    return {
      port: readPort(values.port, github ? 65534 : 65535),
      systems: readSystems(values.systems),
      github,
    }
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

function readPort(text: string, highest: number): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= highest) return port
  throw new Error(`--port must be a whole number from 0 to ${highest}, not ${JSON.stringify(text)}`)
}

function readSystems(text: string | undefined): string[] | undefined {
  const systems = text?.split(',').map((id) => id.trim())
  if (systems === undefined || (!systems.includes('') && new Set(systems).size === systems.length))
    return systems
  throw new Error(`--systems must be different IDs with commas between them, not ${JSON.stringify(text)}`)
}

async function run({ port, systems, github }: Options): Promise<void> {
  const emulator = await start(port, () =>
    startEmulator({
      port,
      account: systems === undefined ? {} : { systems },
      onAccepted: (entry) => console.log(`\n${renderNotification(entry)}`),
    }),
  )
  if (emulator === undefined) return
  const gitPort = port === 0 ? 0 : port + 1
  const git = github ? await start(gitPort, () => startGitHub({ port: gitPort })) : undefined
  if (github && git === undefined) return emulator.close()
  // Before anything is printed: who reads that it runs may end it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void Promise.all([emulator.close(), git?.close()]))
  console.log(introduce(emulator, git))
}

/** `undefined`: it could not start, and why has been said. */
async function start<T>(port: number, listen: () => Promise<T>): Promise<T | undefined> {
  try {
    return await listen()
  } catch (error) {
    console.error(cannotListen(port, error))
    process.exitCode = 1
    return undefined
  }
}

function cannotListen(port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Choose another one with --port, or a free one with --port 0.`
  }
  if (code === 'EACCES') return `Port ${port} is not allowed to this user. Choose one above 1023 with --port.`
  return `The emulator could not start: ${messageOf(error)}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
