import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { inputsSchema } from '../src/inputs/schema.ts'

// https://github.com/typesafegithub/github-actions-typing
const type = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['string', 'boolean', 'integer']) }),
  z.strictObject({ type: z.literal('enum'), 'allowed-values': z.array(z.string()).min(2) }),
  z.strictObject({
    type: z.literal('list'),
    separator: z.literal('\n'),
    'list-item': z.strictObject({ type: z.literal('string') }),
  }),
])
const read = (name: string): unknown => parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const types = z
  .strictObject({ inputs: z.record(z.string(), type), outputs: z.record(z.string(), type) })
  .parse(read('action-types.yml'))
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string() })),
    outputs: z.record(z.string(), z.object({ description: z.string() })),
  })
  .parse(read('action.yml'))

/** What the code makes of an input's text; undefined where it refuses it. */
async function readAs(name: string, text: string): Promise<unknown> {
  const { data } = await inputsSchema.safeParseAsync({ [name]: text })
  return Object.entries(data ?? {}).find(([known]) => known === name)?.[1]
}

test('action-types.yml has the inputs and outputs of action.yml, in its order', () => {
  expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs))
  expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs))
})

describe('a value of the type that action-types.yml gives is what the code takes:', () => {
  test.each(Object.entries(types.inputs))('%s', async (name, type) => {
    switch (type.type) {
      case 'boolean':
        expect([await readAs(name, 'true'), await readAs(name, 'false')]).toEqual([true, false])
        break
      case 'integer':
        expect([await readAs(name, '5'), await readAs(name, '5.5')]).toEqual([5, undefined])
        break
      case 'enum':
        for (const value of type['allowed-values']) expect(await readAs(name, value)).toBe(value)
        expect(await readAs(name, 'another')).toBe(undefined)
        break
      case 'list':
        expect(await readAs(name, `a${type.separator}b`)).toEqual(['a', 'b'])
        break
      case 'string':
        expect([await readAs(name, 'true'), await readAs(name, '5')]).not.toContain(true)
    }
  })
})

test('the values of an enum are those that its description names', () => {
  for (const part of ['inputs', 'outputs'] as const) {
    for (const [name, type] of Object.entries(types[part])) {
      if (type.type !== 'enum') continue
      const description = action[part][name]?.description ?? ''
      for (const value of type['allowed-values']) expect(description).toContain(`\`${value}\``)
    }
  }
})
