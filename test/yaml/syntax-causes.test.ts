import { describe, expect, test } from 'vitest'
import { parseOverrides } from '../../src/inputs/overrides.ts'

/** What reading overrides finds, `line:column message`. */
const errorsOf = (source: string) =>
  parseOverrides(source).errors.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('a mistake in YAML is told by its cause, on its line:', () => {
  const cases: [source: string, ...errors: RegExp[]][] = [
    ['A: x\n  B: y', /^2:3 The indentation is wrong: this line would continue the text of the line above/],
    ['A: x\n  B: y\nC: z', /^2:3 The indentation is wrong/],
    ['A: x\n   B: y\n   C: z', /^2:4 The indentation is wrong.* once more, on line 3\.$/],
    ['  A: x\nB: y', /^2:1 The indentation is wrong: .* column 1, and the name above in column 3/],
    ['A: |\n  x\n y\nB: z', /^3:2 The indentation is wrong: .* column 2, and the text above in column 3/],
    ['- key: A\n value: b', /^2:2 The indentation is wrong: .* column 2, and the name above in column 3/],
    ['- key: A\nvalue: b', /^2:1 The indentation is wrong: .* column 1, and the name above in column 3/],
    ['- a\nB: c', /^2:1 The lines above are a list/],
    ['key: A\nvalue: b', /^1:1 Write a list if you use the API's form/],
    ['- A: b', /^1:3 .* Or leave out the "- "/],
    ['A: 1 B: 2', /^1:4 Several keys are on one line, so ">" may have joined .* "overrides: \|"/],
    ['A: "x" B: "y"', /^1:4 Several keys are on one line/],
    ['title: a subtitle: b', /^1:8 Several keys .* one text, put it in quotes: title: "a subtitle: b"$/],
    ['TITLE: Deploy: done', /^1:8 A ": " inside a text .*: TITLE: "Deploy: done"$/],
    ['TITLE: New deploy: done', /^1:8 A ": " inside a text .*: TITLE: "New deploy: done"$/],
    ['A: "Fix "login" now"', /^1:4 The text ends at its second quote, .*: A: "Fix \\"login\\" now"$/],
    ['A: "login" fails\nB: c', /^1:4 The text ends at its second quote, .*: A: "\\"login\\" fails"$/],
    ['A: "a" and "b"', /^1:4 The text ends at its second quote, .*: A: "\\"a\\" and \\"b\\""$/],
    ["A: 'it's here'\nB: c", /^1:4 The text ends at its second quote, .*: A: "it's here"$/],
    ['"A": "b",\n"C": "d"', /^1:6 Nothing can stand behind the closing quote\. .*: "A": "b"$/],
    ['A: "x\nB: y', /^1:4 The quote that begins this text is not closed\. /],
    ['A: "x\nB: "y"', /^1:4 The quote that begins this text is not closed\. /],
    ["A: 'tis\nB: c", /^1:4 The quote that begins this text is not closed\. .*: A: "'tis"$/],
    ['A: > 50', /^1:4 YAML reads ">" at the beginning .*: A: "> 50"$/],
    ['A: |x', /^1:4 YAML reads "\|" at the beginning .*: A: "\|x"$/],
    ['A: @x', /^1:4 A text cannot start with @ unless it is in quotes: A: "@x"$/],
    ['A: - x', /^1:4 A text cannot start with - unless it is in quotes: A: "- x"$/],
    ['%A: x', /^1:1 A line cannot start with %/],
    ['A: "C:\\dir"', /^1:7 .* a backslash begins an escape\. .*: A: 'C:\\dir'$/],
    ['A: [x', /^1:4 The \[ here is not closed\. .*: A: "\[x"$/],
    ['A: [JIRA-1] done', /^1:4 YAML reads \[ at the beginning .*: A: "\[JIRA-1\] done"$/],
    ['A: {{x}}', /^1:4 .* nested value\. .*: "\{\{x\}\}"\. An expression .*: \$\{\{x\}\}$/],
    ['A: {{x}} y', /^1:4 An expression begins with \$\{\{\. .*: A: "\{\{x\}\} y"$/],
    ['A:b', /^1:1 .* Here a space is missing after the colon: A: b$/],
    ['A = b', /^1:1 .* Here a colon is missing after the key: A: b$/],
    ['A: x\nB:b', /^2:1 A space is missing after the colon: B: b$/],
    ['A: x\nB 4.2\nC: y', /^2:1 A colon is missing after the key: B: 4\.2$/],
    ['A: null', /^1:4 The text for "A" is null, which is no text/],
    ['"A ": b', /^1:1 The key has a space at its beginning or end\. Remove it: "A"$/],
    ['A:\u00a0b', /^1:3 A no-break space stands here .* corrected text:\nA: b$/s],
    ['« A »: « b »', /^1:1 Typographic quotes \(« »\) .* corrected text:\n"A": "b"$/s],
    ['A: “a: b”\nB: ‘c’', /^1:4 Typographic quotes \(“ ” ‘ ’\) .* corrected text:\nA: "a: b"\nB: "c"$/s],
    ['A: „b‟\nB: 「c」', /^1:4 Typographic quotes \(„ ‟ 「 」\) .* text:\nA: "b"\nB: "c"$/s],
    ['A: ‹ b ›', /^1:4 Typographic quotes \(‹ ›\) .* text:\nA: {3}"b"$|text:\nA: "b"$/s],
    ['A: « oui » et « non »', /^1:4 .* starts with a typographic quote\. .*: "« oui » et « non »"$/],
    ['A: “b” #5', /^1:8 YAML reads everything from " #"/],
  ]
  test.for(cases)('%j', ([source, ...errors]) => {
    expect(errorsOf(source)).toEqual(errors.map((error) => expect.stringMatching(error)))
  })
})

describe('text of several lines that came from an expression is told as that, once, and none of it is shown:', () => {
  test.each([
    'Fix login (#12)\n\n* first: thing\n* second\nCo-authored-by: x <y>',
    'feat: add x\n\nBody text\nmore body\n\nSigned-off-by: me',
    'Fix\n\nThis was broken.',
    'Fix #12\n\nThis was broken: since May\n- a\n- b\nURL: x',
  ])('%j', (message) => {
    const errors = errorsOf(`VERSION: 1\nSUMMARY: ${message}`)

    expect(errors).toEqual([
      expect.stringContaining('write it as SUMMARY: ${{ toJSON(github.event.head_commit.message) }}'),
    ])
    for (const line of message.split('\n').filter(Boolean)) expect(errors[0]).not.toContain(line)
  })

  test('and beside it what stands above the text', () => {
    expect(errorsOf('A: PR #1\nSUMMARY: Fix\n\nThis was broken.')).toEqual([
      expect.stringMatching(/^1:7 YAML reads everything from " #"/),
      expect.stringMatching(/^4:1 From here on/),
    ])
  })
})

test('mistakes that are not alike are told each, and that an expression may be their cause once', () => {
  expect(errorsOf('A: @x\nB: "a "b" c"')).toEqual([
    expect.stringMatching(
      /^1:4 Several lines .* expression, write KEY: \$\{\{ toJSON.* Here: A text cannot .*: A: "@x"$/,
    ),
    expect.stringMatching(/^2:4 The text ends at its second quote.*: B: "a \\"b\\" c"$/),
  ])
})

test('a whole notification belongs into a file, and names nobody here', () => {
  const errors = errorsOf('{"notification": {"endUsersIds": [“jane@x.com”], "templateId": "t"}}')

  expect(errors).toEqual([
    expect.stringMatching(/^1:1 This is a whole notification, or its "override"\. Save it as a file/),
    expect.stringMatching(/^1:35 Typographic quotes/),
  ])
  expect(errors.join()).not.toContain('jane')
})

describe('end users among the texts are named nowhere:', () => {
  for (const name of ['endUsersIds', 'endUserIds', 'END_USER_IDS', 'end user', 'End-Users'])
    test(name, () => expect(errorsOf(`${name}: [jane@x.com]`).join()).toMatch(/^(?!.*jane).*must be text/))
})
