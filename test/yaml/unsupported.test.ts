import { describe, expect, test } from 'vitest'
import { readStrictYaml } from '../../src/yaml/strict-yaml.ts'

describe('what would change the text that was typed is told at each place:', () => {
  const cases: [source: string, ...errors: [place: string, message: string][]][] = [
    [
      'A: &x b\nC: *x',
      ['1:7', 'An anchor (&x) is not supported here. Put the text in quotes if it starts with "&".'],
      ['2:4', 'An alias (*) is not supported here. Write the text out, or put it in quotes.'],
    ],
    ['- [*x]\n- &x a', ['1:4', 'An alias (*)'], ['2:6', 'An anchor (&x)']],
    ['A: &x [b]', ['1:7', 'An anchor (&x)']],
    ['A: &x {b: c}', ['1:7', 'An anchor (&x)']],
    ['A: !x b', ['1:7', 'A tag (!x) is not supported here. Put the text in quotes if it starts with "!".']],
    ['A: !x [b]', ['1:7', 'A tag (!x)']],
    ['&x A: b', ['1:4', 'An anchor (&x)']],
    ['A: {b: [*c]}', ['1:9', 'An alias (*)']],
    ['A: b\nC: {A: d}\n? [A]\n: e\nA: f', ['5:1', '"A" was given before, on line 1. Keep one of the two.']],
    [
      'A: 1\nA: 2\nA: 3',
      ['2:1', '"A" was given before, on line 1.'],
      ['3:1', '"A" was given before, on line 1.'],
    ],
    ['A: {b: 1, b: 2}\nC: {b: 1}', ['1:11', '"b" was given before, on line 1.']],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(readStrictYaml(source).errors).toEqual(
      errors.map(([place, message]) =>
        expect.objectContaining({
          line: Number(place.split(':')[0]),
          column: Number(place.split(':')[1]),
          message: expect.stringContaining(message),
        }),
      ),
    )
  })
})

test('and without words of the text', () => {
  expect(
    readStrictYaml('A: &x b\nC: !y d\nA: e')
      .errors.map(({ bare }) => bare)
      .toSorted(),
  ).toEqual([
    'A tag is not supported here. Put the text in quotes if it starts with "!".',
    'An anchor is not supported here. Put the text in quotes if it starts with "&".',
    'This key was given before, on line 1. Keep one of the two.',
  ])
})
