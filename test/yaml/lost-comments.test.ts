import { describe, expect, test } from 'vitest'
import { lostComments } from '../../src/yaml/lost-comments.ts'

/** What is lost in a text, `offset message`. */
const lostIn = (source: string) =>
  lostComments(source).errors.map(
    ({ offset, message }) => `${offset} ${typeof message === 'string' ? message : message.text}`,
  )

describe('a line that is meant as a placeholder and its text is shown with its key in quotes:', () => {
  const cases: [source: string, offset: number, pair: string][] = [
    ['#A#: b', 0, '"#A#": "b"'],
    ['A: b\n  ##A##: b', 7, '"##A##": "b"'],
    ['##A##:b', 0, '"##A##": "b"'],
    ['##AB##:c', 0, '"##AB##": "c"'],
    ['##A b: c', 0, '"##A b": "c"'],
    ['#A:b:', 0, '"#A:b": ""'],
    ['##A##:b: c', 0, '"##A##:b": "c"'],
    ['##A##:', 0, '"##A##": ""'],
    ['#A b: c', 0, '"#A b": "c"'],
    ['##A##: "b" # c', 0, '"##A##": "b" # c'],
    ["##A##: 'b'", 0, '"##A##": \'b\''],
    ['##A##: |', 0, '"##A##": |'],
    ['##A##: >-', 0, '"##A##": >-'],
    ['##A##=b: c', 0, '"##A##": "b: c"'],
    ['##A.B-C## = b', 0, '"##A.B-C##": "b"'],
    ['##A##=', 0, '"##A##": ""'],
  ]
  test.for(cases)('%j', ([source, offset, pair]) => {
    expect(lostIn(source)).toEqual([
      `${offset} YAML reads this line as a comment and would drop it. Put the key in quotes: ${pair}`,
    ])
  })
})

describe('a comment is left alone:', () => {
  test.each([
    '# a: b',
    '#',
    '##',
    '#a',
    '#a:b',
    '#### a: ####',
    '#a=b',
    '##a b##=c',
    'A: b\n  # c: d\nE: f',
    'A: |\n  #B: c',
    'A: b#c',
    'A: "b #c"',
  ])('%j', (source) => {
    expect(lostComments(source)).toEqual({ errors: [], isTooLong: false })
  })
})

describe('text that a comment takes away is shown in quotes:', () => {
  const cases: [source: string, offset: number, line: string][] = [
    ['A: b #c', 5, 'A: "b #c"'],
    ['A: b\nC: d #e\nF: g', 10, 'C: "d #e"'],
    ['- a #b', 4, '- "a #b"'],
    ['- A: b #c', 7, '- A: "b #c"'],
    ['  A: b #c', 7, 'A: "b #c"'],
    ['a b #c', 4, '"a b #c"'],
    ['A B: c #d', 7, '"A B: c #d"'],
    ['A: say "b" #c', 11, 'A: "say \\"b\\" #c"'],
    ['A: #b', 3, 'A: "#b"'],
  ]
  test.for(cases)('%j', ([source, offset, line]) => {
    expect(lostIn(source)).toEqual([
      `${offset} YAML reads everything from " #" on as a comment and would drop it. Put the text in quotes: ${line}`,
    ])
  })

  test.each(['"b" #c', "'b' #c", '| #c\n  d', '> #c\n  d', '[b] #c', '{b: c} #d', ' "b" #c'])(
    'but behind %j it is told as a comment',
    (value) => {
      expect(lostIn(`A: ${value}`)).toEqual([
        `${3 + value.indexOf('#')} YAML would drop this comment. Put it on a line of its own.`,
      ])
    },
  )
})

test('what is said without words of the text says what to do all the same', () => {
  expect(lostComments('#A#: b\nC: d #e').errors.map(({ message }) => message)).toMatchObject([
    { bare: 'YAML reads this line as a comment and would drop it. Put the key in quotes.' },
    {
      bare: 'YAML reads everything from " #" on as a comment and would drop it. Put the text in quotes, or the comment on a line of its own.',
    },
  ])
})

test('a text of more pieces than anybody writes is too long, and one of a piece less is not', () => {
  expect(lostComments(`[${','.repeat(49_997)}]`).isTooLong).toBe(false)
  expect(lostComments(`[${','.repeat(49_998)}]`).isTooLong).toBe(true)
})
