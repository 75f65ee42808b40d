import { connectEarly } from './walkme/early.ts'

const early = await connectEarly(process.env)
// The rest is a chunk of its own, loaded while the connection is made. Before that the event loop gets a turn, in which
// a name that has been looked up becomes a connection.
await new Promise(setImmediate)
const { main } = await import('./main.ts')
await main(early)
