// Before anything else is loaded. The runner cancels with SIGINT and, 7.5 seconds later, SIGTERM (on Windows Ctrl+C and
// Ctrl+Break); a runner that is shut down may hang up. None may end the process directly: the action must first report
// what was sent.
const cancellation = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const)
  process.on(signal, () => cancellation.abort())

const { node } = process.versions
if (Number.parseInt(node, 10) < 24) {
  const { refuseOldNode } = await import('./log/old-node.ts')
  process.exitCode = await refuseOldNode(node, process.env, (line) => process.stdout.write(line))
} else {
  // Static imports would run before the lines above. The webpack comments keep the modules in this chunk.
  const { ownEnvironment } = await import(/* webpackMode: "eager" */ './environment.ts')
  const { preconnect } = await import(/* webpackMode: "eager" */ './walkme/preconnect.ts')
  const environment = ownEnvironment()
  // An error here is ignored: if it persists, the connection that is opened later reports it.
  const early = await preconnect(environment).catch(() => undefined)
  // The rest of the action is its own chunk, loaded while the connection opens. The event loop gets a turn first: if the
  // host name is resolved by then, connecting starts before the chunk is loaded.
  await new Promise(setImmediate)
  const { main } = await import('./main.ts')
  await main(environment, early, cancellation.signal)
}

// Top-level await needs a module, and without static imports nothing else makes this file one.
export {}
