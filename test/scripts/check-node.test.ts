import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { run } from './tools.ts'

const cwd = fileURLToPath(new URL('../..', import.meta.url))
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))

/** Runs a program on a Node that calls itself by this version. */
function runOn(version: string, program: string) {
  const versions = JSON.stringify({ ...process.versions, node: version })
  const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: ${versions} })`
  return run([process.execPath, '--import', pretend, program], { cwd })
}

test.each(['18.20.8', '20.20.2', '22.19.0'])('Node %s is told in one line what to do', (version) => {
  const { status, stderr, stdout } = runOn(version, 'scripts/check-node.cjs')

  expect(stderr).toMatch(/^This needs Node 24 and found [\d.]+: run "npm rebuild node .*\n$/)
  expect(stderr).toContain(version)
  expect(stdout).toBe('')
  expect(status).toBe(1)
})

test.each(['24.0.0', '24.19.0', '26.1.0'])('Node %s says nothing', (version) => {
  expect(runOn(version, 'scripts/check-node.cjs')).toEqual({ status: 0, stdout: '', stderr: '' })
})

test('it needs the Node that .node-version has', () => {
  const version = readFileSync(new URL('../../.node-version', import.meta.url), 'utf8')

  expect(runOn('20.0.0', 'scripts/check-node.cjs').stderr).toContain(`needs Node ${version.split('.')[0]} `)
})

test('every command that runs TypeScript asks first', () => {
  for (const script of Object.values(scripts).filter((script) => /\bnode\b.*\.ts\b/.test(script)))
    expect(script).toMatch(/^node -r \.\/scripts\/check-node\.cjs /)
  // npm runs no "pretest" where scripts are not allowed.
  expect(scripts['test']).toMatch(/^node scripts\/check-node\.cjs && /)
})
