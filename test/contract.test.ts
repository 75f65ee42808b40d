import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { DEFAULTS } from '../src/inputs/defaults.ts'
import { INPUT_NAMES, inputsSchema } from '../src/inputs/schema.ts'
import { OUTPUT_NAMES } from '../src/report/outputs.ts'

const entry = z.strictObject({ description: z.string(), default: z.string().optional() })
const action = z
  .object({
    inputs: z.record(z.string(), entry),
    outputs: z.record(z.string(), z.strictObject({ description: z.string() })),
    runs: z.object({ using: z.string(), main: z.string() }),
  })
  .parse(parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The rows of the table under a heading of the README, cell by cell. */
function table(heading: string): string[][] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(1).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

describe('action.yml, the code and the README say the same:', () => {
  test('names and order of the inputs', () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES)
  })

  test('defaults', async () => {
    // An expression is the runner's to evaluate: the code cannot hold it, and does without.
    const defaults = Object.entries(action.inputs).flatMap(([name, { default: text }]) =>
      text === undefined || text.startsWith('${{') ? [] : [[name, text]],
    )

    const without = await inputsSchema.parseAsync({})
    expect(await inputsSchema.parseAsync(Object.fromEntries(defaults))).toEqual(without)
    expect(Object.keys(without)).toEqual(defaults.map(([name]) => name))
    expect(DEFAULTS).toEqual(Object.fromEntries(defaults))
  })

  test('names and order of the outputs', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  test('the table of inputs', () => {
    const rows = Object.entries(action.inputs).map(([name, { default: text, description }]) => [
      `\`${name}\``,
      text === undefined ? '' : `\`${text}\``,
      description,
    ])
    expect(table('Inputs')).toEqual(rows)
  })

  test('the table of outputs', () => {
    const rows = Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description])
    expect(table('Outputs')).toEqual(rows)
  })
})

test('every description is one sentence', () => {
  for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
    expect(description).toMatch(/^[A-Z][^.!?]*(`[^`]*`[^.!?]*)*\.$/)
  }
})

test('the action runs on Node 24, from the committed bundle', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
})
