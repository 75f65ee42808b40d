import { describe, expect, test } from 'vitest'
import type { Contexts } from '../../src/notification-file/contexts.ts'
import { fillIn } from '../../src/notification-file/expressions.ts'

const contexts: Contexts = {
  github: {
    actor: 'octocat',
    sha: '8b1f0d6',
    ref_protected: true,
    event: {
      number: 42,
      ratio: 1.5,
      nothing: null,
      empty: '',
      head_commit: { message: 'it\'s "quoted"\n${{ secrets.X }} ::error::x <script>' },
      commits: [{ id: 'a' }, { id: 'b' }],
      mixed: ['a', null],
      inputs: { severity: 'high' },
    },
  },
  env: { SYSTEM: 'CRM' },
}

describe('an expression becomes text:', () => {
  const cases: [template: string, text: string][] = [
    ['no expression', 'no expression'],
    ['${{ github.sha }}', '8b1f0d6'],
    ['by ${{github.actor}}, #${{ github.event.number }}.', 'by octocat, #42.'],
    ['${{ github.event.ratio }} ${{ github.ref_protected }}', '1.5 true'],
    ['${{ env.SYSTEM }}', 'CRM'],
    ['${{ GitHub.Actor }}', 'octocat'],
    ["${{ github['event'].number }}", '42'],
    ['${{ github.event.empty }}', ''],
    ["${{ github.event.nothing || 'none' }}", 'none'],
    ["${{ github.event.inputs.severity == 'high' && 'act now' || 'read on' }}", 'act now'],
    ["${{ 'it''s }} fine' }}", "it's }} fine"],
    ["${{ join(github.event.commits.*.id, ', ') }}", 'a, b'],
    ["${{ format('{0} and {{1}}', github.actor) }}", 'octocat and {1}'],
    ['${{ toJSON(github.event.commits) }}', JSON.stringify([{ id: 'a' }, { id: 'b' }], null, 2)],
    ['${{\n  github.sha\n}}', '8b1f0d6'],
    ['$${{ github.sha }}}}', '$8b1f0d6}}'],
    ["${{ env.token || 'none' }}", 'none'],
  ]
  for (const [template, text] of cases)
    test(template, () => expect(fillIn(template, contexts)).toEqual({ text }))
})

test('a result is never evaluated, whatever it looks like', () => {
  expect(fillIn('> ${{ github.event.head_commit.message }}', contexts)).toEqual({
    text: '> it\'s "quoted"\n${{ secrets.X }} ::error::x <script>',
  })
})

describe('a text with the quotes of toJSON is a mistake, and the same without toJSON is shown:', () => {
  const cases: [template: string, corrected: string][] = [
    ['${{ toJSON(github.event.head_commit.message) }}', '${{ github.event.head_commit.message }}'],
    ['Now: ${{toJson( github.actor )}}!', '${{ github.actor }}'],
    ["${{ toJSON(env.NONE || 'it''s') }}", "${{ env.NONE || 'it''s' }}"],
    ['${{ env.NONE || toJSON(github.sha) }}', '${{ env.NONE || github.sha }}'],
    ["${{ format('{0}!', toJSON(github.sha)) }}", "${{ format('{0}!', github.sha) }}"],
    [
      '${{ true && toJSON(github.sha) || toJSON(github.actor) }}',
      '${{ true && github.sha || github.actor }}',
    ],
    ['${{ toJSON(github.event.nothing) }}', '${{ github.event.nothing }}'],
    ["${{ toJSON(format('{0}', github.sha)) }}", 'the expression without it.'],
    ['${{ toJSON(toJSON(github.event.commits)) }}', 'the expression without it.'],
  ]
  for (const [template, corrected] of cases) {
    test(template, () => {
      const filled = fillIn(template, contexts)
      expect('errors' in filled && filled.errors.map(({ message }) => message)).toEqual([
        `In a file toJSON is not needed, and people would read its quotes: write ${corrected}`,
      ])
    })
  }

  const legal: [template: string, text: string][] = [
    ['${{ fromJSON(toJSON(github.sha)) }}', '8b1f0d6'],
    ["${{ contains(toJSON(github.event.commits), 'a') && 'yes' }}", 'yes'],
    ["${{ contains(toJSON(github.sha), '8b') && 'yes' }}", 'yes'],
    ["${{ join(github.event.commits.*.id, ' ') }} ${{ toJSON(github.event.number) }}", 'a b 42'],
  ]
  for (const [template, text] of legal)
    test(`but not ${template}`, () => expect(fillIn(template, contexts)).toEqual({ text }))
})

describe('silence and nonsense are mistakes, each at its place:', () => {
  const cases: [template: string, offset: number, message: RegExp][] = [
    ['a ${{ github.event.nothing }}', 6, /github\.event\.nothing }} is empty: .* \|\| '…'/],
    ['${{ github.event.head_comit.message }}', 4, /Did you mean github\.event\.head_commit\.message\?/],
    ['${{ github.event.inputs.severty }}', 4, /Did you mean github\.event\.inputs\.severity\?/],
    ['${{ env.SISTEM }}', 4, /Did you mean env\.SYSTEM\?/],
    ['${{ env.X }}', 4, /is empty: .* Write \|\| '…' after it to set a default\.$/],
    ['${{ github.shb }}', 4, /Did you mean github\.sha\?/],
    ['${{ github.sh }}', 4, /Write/],
    ['${{ github.event.numbas }}', 4, /Write/],
    ['${{ github.event.hed_comit.message }}', 4, /Did you mean github\.event\.head_commit\.message\?/],
    ['${{ github.event.nothing.more }}', 4, /is empty: .* Write/],
    ["${{ github['event'].actr }}", 4, /Write/],
    ['${{   true && env.SISTEM }}', 6, /Did you mean env\.SYSTEM\?/],
    ['${{ github.event }}', 4, /is an object, not text\. Name the property/],
    ['${{ github.event.commits }}', 4, /is a list, not text\. Use join/],
    ["${{ format('{0}', github.event.nothing) }}", 4, /item 2 of format\(…\) is empty/],
    ["${{ format('{0}', github.event) }}", 4, /item 2 of format\(…\) is an object/],
    ["${{ join(github.event.mixed, ',') }}", 4, /item 2 of join\(…\) is empty/],
    ['${{ join(github.event) }}', 4, /item 1 of join\(…\) is an object/],
    ['${{ NaN }}', 4, /is not a number/],
    ['${{ github.event.commits[-1].id }}', 4, /is empty|cannot be evaluated/],
    ['x ${{ secrets.TOKEN }}', 6, /"secrets" is not visible .*"env:"/],
    ['${{\n  secrets.TOKEN }}', 6, /"secrets" is not visible/],
    ['${{ inputs.severity }}', 4, /"inputs" is not visible .*github\.event\.inputs/],
    ...['vars', 'needs', 'steps', 'job', 'jobs', 'runner', 'strategy', 'matrix'].map(
      (context): [string, number, RegExp] => [
        `\${{ ${context}.x }}`,
        4,
        new RegExp(
          `^"${context}" is not visible to an action\\. Pass .* of the step, and use env\\.… here\\.$`,
        ),
      ],
    ),
    ['${{ env.SYSTEM && needs.build.result }}', 18, /"needs" is not visible/],
    ['${{ steps.a.outputs.b }}', 4, /"steps" is not visible/],
    ['${{ github.token }}', 11, /github\.token is a secret/],
    ["${{ hashFiles('**') }}", 4, /hashFiles\(\) is not available/],
    ...['success', 'failure', 'always', 'cancelled'].map((name): [string, number, RegExp] => [
      `\${{ ${name}() }}`,
      4,
      new RegExp(`^${name}\\(\\) is not available`),
    ]),
    ['${{ github.sha ]}}', 15, /^"\]" is no part of/],
    ['${{ 1 + 1 }}', 6, /^"\+" is no part of/],
    ['${{ github.actor + 1 }}', 17, /^"\+" is no part of/],
    ['${{\n  github.sha\n  ] }}', 19, /^"\]" is no part of/],
    ['${{ nonsense.x }}', 4, /no context "nonsense"/],
    ['${{ shout(1) }}', 4, /no function shout\(…\)/],
    ["${{ fromJSON('{') }}", 4, /Error parsing JSON/],
    ['${{ }}', 3, /no expression between/],
    ['a ${{ github.sha', 2, /has no end/],
    ["${{ 'open }}", 0, /has no end/],
  ]
  for (const [template, offset, message] of cases) {
    test(template, () => {
      const filled = fillIn(template, contexts)
      expect('errors' in filled && filled.errors).toEqual([
        {
          offset,
          length: expect.any(Number),
          message: expect.stringMatching(message),
          bare: expect.any(String),
        },
      ])
    })
  }

  test('several in one text, all at once', () => {
    const filled = fillIn('${{ env.A }} ${{ github.sha }} ${{ secrets.B }}', contexts)
    expect('errors' in filled && filled.errors.map(({ offset }) => offset)).toEqual([4, 35])
  })
})

describe('nothing runs away:', () => {
  const nested = (depth: number, wrap: (inner: string) => string) => {
    let expression = '\'"x"\''
    for (let level = 0; level < depth; level++) expression = wrap(expression)
    return fillIn(`\${{ ${expression} }}`, contexts)
  }
  const cases: [what: string, wrap: (inner: string) => string][] = [
    ['format in format', (inner) => `format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', ${inner})`],
    ['toJSON in toJSON', (inner) => `toJSON(${inner})`],
  ]
  for (const [what, wrap] of cases) {
    test(what, () => {
      const began = performance.now()
      const filled = nested(40, wrap)
      expect('errors' in filled && filled.errors[0]?.message).toMatch(/too long/)
      expect(performance.now() - began).toBeLessThan(2_000)
    })
  }

  test('join with a long separator', () => {
    const list = JSON.stringify(Array.from({ length: 2000 }, () => 'x'))
    const filled = fillIn(`\${{ join(fromJSON('${list}'), '${'-'.repeat(5000)}') }}`, contexts)
    expect('errors' in filled && filled.errors[0]?.message).toMatch(/too long/)
  })

  test('parentheses without end, and an expression of a megabyte', () => {
    for (const expression of ['('.repeat(10_000), `'${'x'.repeat(1_000_000)}'`]) {
      expect(fillIn(`\${{ ${expression} }}`, contexts)).toHaveProperty('errors')
    }
  })

  test('but a commit message of 100 kB passes', () => {
    const long = { ...contexts, env: { LONG: 'x'.repeat(100_000) } }
    expect(fillIn('${{ env.LONG }}', long)).toEqual({ text: 'x'.repeat(100_000) })
  })
})
