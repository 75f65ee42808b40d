import { describe, expect, test } from 'vitest'
import { OVERRIDES_MEANT, parsePlaceholders } from '../../src/inputs/placeholder-list.ts'

const V = '###VERSION###'
const U = '##URL##'

describe('the placeholders, as they were typed:', () => {
  const cases: [source: string, items: string[]][] = [
    [`["${V}", "${U}"]`, [V, U]],
    [`['${V}', NAME]`, [V, 'NAME']],
    [`[\n  "${V}",\n  "NOTE: more"\n]`, [V, 'NOTE: more']],
    [`${V}\n${U}`, [V, U]],
    [` ${V} , ${U},`, [V, U]],
    [`- ${V}\n- ${U}`, [V, U]],
    [`- "${V}"\n- NAME`, [V, 'NAME']],
    ['[]', []],
    ['FIRST NAME\n1.10\n#', ['FIRST NAME', '1.10', '#']],
    ['-', ['-']],
  ]
  for (const [source, items] of cases)
    test(JSON.stringify(source), async () =>
      expect(await parsePlaceholders(source)).toEqual({ items, errors: [] }),
    )
})

describe('texts for placeholders belong in overrides:', () => {
  const cases = [
    'VERSION: 4.10',
    'VERSION:',
    `"${U}": https://example.com`,
    `NAME\n${U}: https://example.com`,
    '{"URL": "x"}',
    '[{"key": "URL", "value": "x"}]',
    '- key: URL\n  value: x',
  ]
  for (const source of cases)
    test(JSON.stringify(source), async () =>
      expect(await parsePlaceholders(source)).toEqual({ items: [], errors: [{ message: OVERRIDES_MEANT }] }),
    )
})

describe('what is no list is a mistake:', () => {
  for (const source of [`"${V}"\nA`, `“${V}”`, `[${V}]`, `[A, ${U}]`, '[""]', '[[a]]', '["a"'])
    test(JSON.stringify(source), async () => expect((await parsePlaceholders(source)).errors).not.toEqual([]))
})

test('many items in quotes are told like those of any other list', async () => {
  const { errors } = await parsePlaceholders('"A", "B", "C", "D"')

  expect(errors).toEqual([
    {
      message: expect.stringMatching(
        /^Item 1 starts with a quote, .* The same is wrong with 3 more items\.$/,
      ),
    },
  ])
})
