import { describe, expect, test } from 'vitest'
import type { Diagnostics, Location } from '../../src/diagnostics.ts'
import { rawExpression, rawInFile } from '../../src/notification/raw-expression.ts'
import { checkTexts } from '../../src/notification/unfilled.ts'

function said(value: string, location: Location = { input: 'runtime-title' }): string[] {
  const diagnostics: Diagnostics = []
  checkTexts([undefined, { location }, { location, value }], diagnostics)
  return diagnostics.map(({ level, message }) => `${level}: ${message}`)
}

describe('an expression without its dollar sign is an error in an input:', () => {
  const cases: [text: string, corrected: string][] = [
    ['Now {{ github.ref_name }}.', '${{ github.ref_name }}'],
    ...[
      'env',
      'secrets',
      'inputs',
      'vars',
      'needs',
      'steps',
      'matrix',
      'job',
      'jobs',
      'runner',
      'strategy',
    ].map((context): [string, string] => [`x{{${context}.a-b.c}}`, `\${{ ${context}.a-b.c }}`]),
    ["{{ github.event['x'] || 'y' }}", "${{ github.event['x'] || 'y' }}"],
    ["{{ github.event['$x'] }}", "${{ github.event['$x'] }}"],
    ["{{ env['X'] }}", "${{ env['X'] }}"],
    ['${ github.sha }', '${{ github.sha }}'],
    ['{{ github.sha }', '${{ github.sha }}'],
  ]
  for (const [text, corrected] of cases) {
    test(text, () => {
      expect(said(text)).toEqual([
        `error: This is not an expression, and people would read it as it is. Write \${{ and }} around it: ${corrected}`,
      ])
    })
  }

  test('its place in the text is known', () => {
    expect(rawExpression('Now {{ env.X }}.')).toMatchObject({ offset: 4, length: 11, context: 'env' })
  })

  test('in a file so is a variable of GitHub as a shell reads it, unless an expression is there too', () => {
    const bare = 'This is not an expression, and people would read it as it is. Write ${{ and }} around it'
    const expected = (offset: number, length: number) => ({
      ...{ offset, length, context: 'env' },
      message: { text: `${bare}: \${{ env.GITHUB_REF }}`, bare: `${bare}.` },
    })

    expect(rawInFile('At $GITHUB_REF.')).toEqual(expected(3, 11))
    expect(rawInFile('At ${GITHUB_REF}.')).toEqual(expected(3, 13))
    expect(rawInFile('$GITHUB_REF {{ github.sha }}')).toMatchObject({ offset: 12, context: 'github' })
    for (const text of ['GITHUB_REF', '$HOME', '$GITHUB_', '$GITHUB_REF2'])
      expect(rawInFile(text)).toBeUndefined()
  })
})

describe('any other variable earns a warning:', () => {
  const cases: [text: string, shown: string, name: string][] = [
    ['Hi {{name}}!', '{{name}}', 'NAME'],
    ['Hi {{ user name }}!', '{{ user name }}', 'NAME'],
    ['Version ${VERSION} is live', '${VERSION}', 'VERSION'],
    ['At $GITHUB_SHA', '$GITHUB_SHA', 'GITHUB_SHA'],
    ['Version %VERSION%.', '%VERSION%', 'NAME'],
    ['%V1_X% and %ABC%', '%V1_X%', 'NAME'],
    ['Is %ABC% of it', '%ABC%', 'NAME'],
    ['{{a}} and ${B}', '{{a}}', 'NAME'],
  ]
  for (const [text, shown, name] of cases) {
    test(text, () => {
      expect(said(text)).toEqual([
        `warning: People will read "${shown}" in this text as it is: nothing fills it in. Write the text itself, or an expression such as \${{ env.${name} }}.`,
      ])
    })
  }

  test('in a file too, where a commit message may have anything', () => {
    const [warning, ...more] = said('Use {{ github.sha }}', { file: 'n.yml', line: 1 })

    expect([warning?.slice(0, 8), more]).toEqual(['warning:', []])
  })
})

describe('nothing is said of', () => {
  for (const text of [
    '100%',
    '50 % OFF %',
    '%C3%.',
    '%A%',
    '50%OFF%',
    '%%NAME%',
    '%NAME%s',
    '%NAME%%',
    '%name%',
    'https://x/?a=%NAME%',
    '{}',
    '{{}}',
    '${{ secrets.X }}',
    '$5',
    '$HOME',
    'a{b}',
    'C:\\%TEMP%\\x',
    '',
  ]) {
    test(JSON.stringify(text), () => expect(said(text)).toEqual([]))
  }
})

test('a million characters take no time to speak of', () => {
  const began = performance.now()
  for (const text of ['{{github.', '{{ ', '${', '%A', '{{a', '$GITHUB_A'].map((part) => part.repeat(100_000)))
    said(text)

  expect(performance.now() - began).toBeLessThan(3_000)
})
