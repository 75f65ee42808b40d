import { describe, expect, test } from 'vitest'
import { fillIn } from '../../src/notification-file/expressions.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

const contexts = {
  github: { sha: '8b1f0d6', event: { number: 1, text: 'it', on: true, none: null, list: ['a'], empty: ' ' } },
  env: { SYSTEM: 'CRM' },
}

/** What is said of an expression: the message and the same without words of the text. */
function said(expression: string) {
  const filled = fillIn(`\${{ ${expression} }}`, contexts)
  return 'errors' in filled ? filled.errors.map(({ message, bare }) => [message, bare]) : filled.text
}

describe('an expression that cannot be read is told with what to do:', () => {
  const rest = /is no part of GitHub's expressions, which have && .* arithmetic\.$/
  const cases: [expression: string, message: string | RegExp, bare: string | RegExp][] = [
    [
      '"x"',
      "A text in an expression needs single quotes: 'x'",
      'A text in an expression needs single quotes.',
    ],
    [
      '"x',
      "A text in an expression needs single quotes: 'x'",
      'A text in an expression needs single quotes.',
    ],
    [
      '"it\'s o\'clock"',
      "A text in an expression needs single quotes: 'it''s'",
      'A text in an expression needs single quotes.',
    ],
    [
      '""',
      "A text in an expression needs single quotes: '…'",
      'A text in an expression needs single quotes.',
    ],
    ['github.sha | x', /^"\|" is no part/, rest],
    [`github.sha ${'?'.repeat(101)}`, /^"\?{100}" is no part/, /^Something here is no part/],
    [
      'joins(1)',
      "GitHub's expressions have no function joins(…). Did you mean join(…)?",
      "GitHub's expressions have no such function. Did you mean join(…)?",
    ],
    [
      'TOJSONS(1)',
      /no function TOJSONS\(…\)\. Did you mean toJSON\(…\)\?$/,
      /such function\. Did you mean toJSON\(…\)\?$/,
    ],
    [
      'shout(1)',
      /no function shout\(…\)\. They have .*contains, .*fromJSON, .*\. To change a text, do it in a step before/,
      /such function\. They have /,
    ],
    [
      'gihub.sha',
      'There is no context "gihub". Did you mean github?',
      'There is no such context. Did you mean github?',
    ],
    [
      'ENVV.X',
      'There is no context "ENVV". Did you mean env?',
      'There is no such context. Did you mean env?',
    ],
    [
      'main',
      'There is no context "main". A file can read github.… and env.…, and a text needs single quotes: \'…\'.',
      "There is no such context. A file can read github.… and env.…, and a text needs single quotes: '…'.",
    ],
    [
      "fromJSON('{')",
      /^\$\{\{ fromJSON\('\{'\) \}\} cannot be evaluated: Error parsing JSON in fromJSON\(…\)\.$/,
      'This expression cannot be evaluated.',
    ],
    [
      'fromJSON(github.event.empty)',
      /cannot be evaluated: fromJSON\(…\) of an empty text\.$/,
      'This expression cannot be evaluated.',
    ],
    ['github.sha &&', /cannot be read: /, 'This expression cannot be read.'],
    [
      'github.event.none',
      /^\$\{\{ github\.event\.none \}\} is empty: there is no such value in this run\. Write/,
      /^This expression is empty: .* Write/,
    ],
    [
      `true && github.event.${'x'.repeat(200)}`,
      /^\$\{\{ true && github\.event\.x{179}… \}\} is empty/,
      /^This expression is empty/,
    ],
    [
      `'${'x'.repeat(20_999)}'`,
      'This expression has more than 21000 characters.',
      'This expression has more than 21000 characters.',
    ],
    ['github.sha.x', /Write \|\| '…' after it to set a default\.$/, /Write/],
    ['github.shq.x', /Did you mean github\.sha\.x\? Or write/, /Did you mean/],
    ['github.event.list[2].nam && env.SISTEM', /Did you mean env\.SYSTEM\?/, /Did you mean/],
  ]
  test.for(cases)('%s', ([expression, message, bare]) => {
    const matching = (text: string | RegExp) =>
      typeof text === 'string' ? text : expect.stringMatching(text)

    expect(said(expression)).toEqual([[matching(message), matching(bare)]])
  })
})

describe('the quotes of toJSON are told with the same without it, if it is short enough to be read:', () => {
  const why = 'In a file toJSON is not needed, and people would read its quotes: write'
  const cases: [expression: string, message: string][] = [
    ['toJSON( github.sha )', `${why} \${{ github.sha }}`],
    [`toJSON('${'x'.repeat(298)}')`, `${why} \${{ '${'x'.repeat(298)}' }}`],
    [`toJSON('${'x'.repeat(299)}')`, `${why} the expression without it.`],
    ["toJSON(github.sha) || 'x'", `${why} \${{ github.sha || 'x' }}`],
    ['toJSON (github.sha)', `${why} the expression without it.`],
  ]
  test.for(cases)('%s', ([expression, message]) => {
    expect(said(expression)).toEqual([[message, `${why} the expression without it.`]])
  })
})

test('an expression as long as can be is evaluated, and 50 mistakes in one text are enough', () => {
  const long = 'x'.repeat(20_998)
  expect(fillIn(`\${{'${long}'}}`, contexts)).toEqual({ text: long })
  const filled = fillIn('${{ env.X }}'.repeat(51), contexts)
  expect('errors' in filled && filled.errors).toHaveLength(50)
})

test('a value is what it is in the event', () => {
  expect(said("github.event.on == true && github.event.on != 'true' && 'yes'")).toBe('yes')
  expect(said("github.event.none == null && 'none'")).toBe('none')
  expect(said("contains(fromJSON('[true]'), true) && fromJSON('{\"a\": 1}').a")).toBe('1')
})

describe('a mistake in an expression is told at its place in the file:', () => {
  const cases: [source: string, place: (number | undefined)[]][] = [
    ['title: ${{ env.X }}', [1, 12, 1, 18]],
    ['title: a ${{ env.X }} b', [1, 14, 1, 20]],
    ['title: "a ${{ env.X }}"', [1, 15, 1, 21]],
    ['title: |\n  a\n  b ${{ env.X }}', [3, 9, 3, 15]],
    ['title: "\\u0061 ${{ env.X }}"', [1, 8, 1, 29]],
    ['title: a\n  b ${{ env.X }}', [1, 8, 2, 17]],
    ['a: ${{ env.X }}\ntitle: ${{ env.X }}', [2, 12, 2, 18]],
  ]
  test.for(cases)('%j', ([source, [line, column, endLine, endColumn]]) => {
    const diagnostics: Parameters<typeof readNotificationFile>[3] = []
    readNotificationFile(source, 'n', contexts, diagnostics)

    expect(diagnostics.at(-1)?.location).toEqual({ file: 'n', line, column, endLine, endColumn })
  })
})
