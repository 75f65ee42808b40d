// Loaded in front of what needs the Node of .node-version, and readable by every older one: `node -r ./scripts/check-node.cjs`.
// npm puts that Node first on the PATH, unless its install script was not allowed to run.
const needed = 24
if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `This needs Node ${needed} and found ${process.versions.node}: run "npm rebuild node --ignore-scripts=false", which fetches it into node_modules, or install Node ${needed}.`,
  )
  process.exit(1)
}
