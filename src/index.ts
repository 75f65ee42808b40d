import { preconnect } from './walkme/preconnect.ts'

// An error here is ignored: if it persists, the connection that is opened later reports it.
const early = await preconnect(process.env).catch(() => undefined)
// The rest of the action is its own chunk, loaded while the connection opens. The event loop gets a turn first: if the
// host name is resolved by then, connecting starts before the chunk is loaded.
await new Promise(setImmediate)
const { main } = await import('./main.ts')
await main(early)
