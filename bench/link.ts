import { connect, createServer, type Socket } from 'node:net'
import { listen } from '../emulator/listening.ts'

/**
 * A link of so many milliseconds round trip in front of a local port: a new connection costs a round trip before any
 * byte gets through, as TCP's handshake does, and from then on data takes half a round trip each way.
 */
export async function openLink(port: number, roundTrip: number): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true).on('error', () => {}))
      socket.on('close', () => {
        sockets.delete(socket)
        setTimeout(() => (socket === near ? far : near).destroy(), roundTrip)
      })
    }
    delayed(near, far, roundTrip, roundTrip / 2)
    delayed(far, near, 0, roundTrip / 2)
  })
  return {
    port: await listen(server, 0),
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Carries data from one socket to another, late by a fixed time; the first `extra` milliseconds nothing gets through. */
function delayed(from: Socket, to: Socket, extra: number, lag: number): void {
  const open = performance.now() + extra
  from.on('data', (chunk) => {
    const due = Math.max(performance.now(), open) + lag
    setTimeout(() => to.write(chunk), due - performance.now())
  })
  from.on('end', () => setTimeout(() => to.end(), lag + extra))
}
