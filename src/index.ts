import { preconnect } from './walkme/preconnect.ts'

// Whatever keeps it from being opened is for the connection to report that is made later.
const early = await preconnect(process.env).catch(() => undefined)
// The rest is a chunk of its own, loaded while the connection is made. Before that the event loop gets a turn, in which
// a name that has been looked up becomes a connection.
await new Promise(setImmediate)
const { main } = await import('./main.ts')
await main(early)
