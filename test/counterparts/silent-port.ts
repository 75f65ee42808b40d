import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'

// Listens with the shortest queue there is and then stops for good, so that nobody is ever let in.
const LISTEN_AND_FREEZE = `
  const server = require('node:net').createServer()
  server.listen({ port: Number(process.argv[1]), host: process.argv[2], backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/**
 * A port at which connecting neither succeeds nor fails, as behind a firewall that drops packets: its queue is full.
 * Linux only; other systems refuse instead.
 */
export async function openSilentPort(
  address = '127.0.0.1',
  wanted = 0,
): Promise<{ port: number; close(): void }> {
  const child = spawn(process.execPath, ['--eval', LISTEN_AND_FREEZE, `${wanted}`, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [data] = await once(child.stdout, 'data')
  const port = Number(data)
  const queued = Array.from({ length: 4 }, () => connect(port, address).on('error', () => {}))
  await Promise.all(queued.slice(0, 2).map((socket) => once(socket, 'connect')))
  return {
    port,
    close() {
      for (const socket of queued) socket.destroy()
      child.kill('SIGKILL')
    },
  }
}
