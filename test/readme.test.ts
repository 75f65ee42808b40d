import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { INPUT_NAMES } from '../src/inputs/schema.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const snippets = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, snippet = '']) => snippet)

const stepSchema = z.object({
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
})

/** Every step in a snippet that uses the action, wherever it stands. */
function steps(value: unknown): Record<string, string>[] {
  const { data } = stepSchema.safeParse(value)
  if (data?.uses?.includes('walkme-notify-action')) return [data.with ?? {}]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(steps) : []
}

const used = snippets.flatMap((snippet) => steps(parse(snippet)))

test('the README shows the two commands', () => {
  expect(readme).toContain('npm ci && npm start')
  expect(readme).toContain('npm ci && npm test')
})

describe('every step in the README', () => {
  test('is found by this test', () => {
    expect(used.length).toBe(readme.match(/uses: OWNER\/walkme-notify-action/g)?.length)
    expect(used.length).toBeGreaterThan(4)
  })

  test('has only inputs that exist, and those that are needed', () => {
    for (const inputs of used) {
      expect(INPUT_NAMES).toEqual(expect.arrayContaining(Object.keys(inputs)))
      expect(Object.keys(inputs)).toEqual(
        expect.arrayContaining([
          'client-id',
          'client-secret',
          ...('notification-file' in inputs ? [] : ['template-id', 'audiences']),
        ]),
      )
    }
  })

  test('puts text from an event into overrides through toJSON only', () => {
    const expressions = used.flatMap(({ overrides = '' }) => overrides.match(/\$\{\{.*?\}\}/gs) ?? [])

    expect(expressions.length).toBeGreaterThan(0)
    for (const expression of expressions) expect(expression).toMatch(/^\$\{\{ toJSON\(.*\) \}\}$/)
    expect(stringify(used)).not.toMatch(/runtime-[a-z]+:.*github\.event\.head_commit/)
  })
})
