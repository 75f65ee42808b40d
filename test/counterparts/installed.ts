import { spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect as openSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { listen } from '../../emulator/listening.ts'
import { runsIf } from '../skipped.ts'

/** Whether a program is installed; says so loudly if it is not. */
export function isInstalled(program: string, version = '-v'): boolean {
  const { error } = spawnSync(program, [version])
  return runsIf(error === undefined, `the counterpart ${program}. It is not installed here.`)
}

/** An empty directory, readable and writable for servers that drop their rights, until the test ends. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-counterpart-'))
  chmodSync(directory, 0o777)
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
  return directory
}

/** A server that runs until the test ends. */
interface Installed {
  port: number
  directory: string
  /** What it has written so far. */
  output: () => string
}

/** How to start a server that is installed. */
interface Start {
  program: string
  /** Its configuration, which must have it listen on this port of 127.0.0.1 and stay in the foreground. */
  config?: (port: number, directory: string) => string
  args: (config: string, port: number, directory: string) => string[]
}

/** Starts a server and waits until it accepts connections. */
export async function startInstalled({ program, config, args }: Start): Promise<Installed> {
  const directory = temporaryDirectory()
  const port = await freePort()
  const file = join(directory, 'server.conf')
  writeFileSync(file, config?.(port, directory) ?? '')
  const child = spawn(program, args(file, port, directory), { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data
    })
  await vi.waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${output}`)
      return accepts(port)
    },
    { timeout: 20_000, interval: 50 },
  )
  return { port, directory, output: () => output }
}

/** Not one of those that systems hand out themselves, so that nobody else is given it before the server has it. */
async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server, randomInt(20_000, 30_000)).catch(() => freePort())
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  await promise
  return port
}

function accepts(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = openSocket(port, '127.0.0.1', () => resolve(true))
  socket.on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
