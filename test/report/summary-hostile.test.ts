import type { Nodes } from 'hast'
import { selectAll } from 'hast-util-select'
import { describe, expect, test } from 'vitest'
import type { Notification } from '../../src/notification/notification.ts'
import { summaryOf, summaryOfErrors } from '../../src/report/summary.ts'
import type { SystemResult } from '../../src/walkme/result.ts'
import { elementsOf, render, searchedTexts, textOf } from './github.ts'
import { announcement, reportOf, written } from './reports.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a href="https://evil.example">x</a></svg>',
  '</td></tr></table><h1>Sent</h1>',
  '</code></td><td colspan="9">',
  '<!-- --> and <!-- without an end',
  '<![CDATA[x]]> <?php x ?> <!doctype html>',
  '&lt;b&gt; &amp; &#60; &nbsp; &copy',
  '[x](javascript:alert(1)) and [y]: https://evil.example',
  '![x](http://evil.example/pixel.png)',
  '<https://evil.example> https://evil.example www.evil.example mail@evil.example',
  '| a | b |\n|---|---|\n| c | d |',
  '@octocat @octo-org/team octocat@evil.example',
  '#1 GH-1 octo-org/crm#1 :tada: $x^2$ $$y$$',
  '`code` ``` ~~~ $`x`$',
  '```\nfence\n```\n\n    indented',
  '***bold*** __bold__ ~~gone~~ \\*no\\* H~2~O',
  '# Heading\n\n- item\n1. item\n> quote\n> [!WARNING]\n---\n===\n[^1]\n\n[^1]: note\n- [x] task',
  '::error::x\n ::set-output name=a::b\n##[error]x ##[add-mask]y',
  'a\r\nb\rc',
  'a \u202e b \u2066 c \u200f d \u061c e',
  '\u0000\u0007\u001b[2J\u009b31m\u2028\u2029\ufeff',
  'lone \ud83d half',
  ' \n\n \n',
  '漢字 café 👩‍💻 שלום',
]

// Mentions, issues, emoji, formulas and URLs; each of them within one piece of text.
const FOUND_BY_GITHUB =
  /@[a-z0-9]|#\d|GH-\d|(?<!\d):[a-z0-9+_-]+:|\$[^$]+\$|\$\$|https?:|www\.|mailto:|xmpp:/i

/** What is documented to change in a text: CR is a line break, what cannot be read becomes U+FFFD. */
function asShown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\0-\x08\x0b-\x1f\x7f-\x9f]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g,
      '\ufffd',
    )
    .toWellFormed()
}

/** What is written of a run with one text in every place that text from outside comes into. */
function summaryWith(text: string, outcomes: readonly SystemResult['outcome'][]): Promise<string> {
  const notification: Notification = {
    ...announcement,
    templateId: text,
    audiencesIds: [text],
    title: text,
    runtimeTitle: text,
    runtimeDescription: text,
    override: [{ key: text, value: text }],
  }
  const results = outcomes.map((outcome, index) => ({
    systemId: `${text}${index}`,
    outcome,
    notificationId: text,
    reason: `${text}${index}`,
    response: text,
  }))
  return written((say) => summaryOf(reportOf(results, notification), undefined, say))
}

/** The elements, each with its depth; without the line breaks and the spans that text is made of. */
function structureOf(node: Nodes, depth = 0): string[] {
  const inner = 'children' in node ? node.children.flatMap((child) => structureOf(child, depth + 1)) : []
  const isOfText = node.type !== 'element' || node.tagName === 'br' || node.tagName === 'span'
  return isOfText ? inner : [`${depth} ${node.tagName}`, ...inner]
}

const COMCENTER = /^https:\/\/console\.walkme\.com\/workstation\/comcenter$/

const OUTCOMES: SystemResult['outcome'][][] = [
  ['sent'],
  ['sent', 'sent'],
  ['sent', 'not-sent', 'uncertain'],
  ['not-sent'],
  ['not-sent', 'uncertain'],
  ['uncertain'],
  ['dry-run', 'dry-run'],
  ['skipped'],
]

describe('hostile text is nothing but text:', () => {
  for (const outcomes of OUTCOMES) {
    test(outcomes.join(', '), async () => {
      const harmless = render(await summaryWith('x', outcomes))
      for (const text of HOSTILE) {
        const page = render(await summaryWith(text, outcomes))

        expect(structureOf(page)).toEqual(structureOf(harmless))
        for (const { tagName, properties } of elementsOf(page))
          expect(properties).toEqual(tagName === 'a' ? { href: expect.stringMatching(COMCENTER) } : {})
        for (const piece of searchedTexts(page)) expect(piece).not.toMatch(FOUND_BY_GITHUB)

        const said = asShown(text)
        const cells = selectAll('td', page).map(textOf)
        const all = textOf(page)
        expect(cells.filter((cell) => cell === said)).toHaveLength(6 + outcomes.length)
        expect(cells).toContain(`audience ${said}\n3 end users`)
        for (const index of outcomes.keys()) {
          expect(cells).toContain(`${said}${index}`)
          expect(all.split(`${said}${index}`).length).toBeGreaterThan(2)
        }
      }
    })
  }

  test('mistakes in the inputs', async () => {
    for (const message of HOSTILE) {
      const mistakes = [{ level: 'error' as const, location: { file: message }, message }]
      const page = render(await written((say) => summaryOfErrors(mistakes, say)))

      expect(structureOf(page)).toEqual(['1 h2', '1 ul', '2 li'])
      expect(selectAll('li', page).map(textOf)).toEqual([`${asShown(message)}: ${asShown(message)}`])
      for (const piece of searchedTexts(page)) expect(piece).not.toMatch(FOUND_BY_GITHUB)
    }
  })
})

test('no line of a summary could be a workflow command, should someone print it', async () => {
  const summary = await summaryWith('::error::x\n ::error::y\n##[error]z', ['uncertain'])

  expect(summary).not.toMatch(/^\s*::|##\[/m)
})

test('secrets are redacted wherever they are, before anything is encoded or cut', async () => {
  const secret = 'p@ss<word>&"\'_*'.repeat(10)
  const report = reportOf([{ outcome: 'not-sent', reason: `you said ${secret}` }], {
    ...announcement,
    runtimeTitle: secret,
    runtimeDescription: `${'x'.repeat(1_990)}${secret}`,
    override: [{ key: 'KEY', value: `a ${secret} b` }],
  })
  const page = render(await written((say) => summaryOf(report, undefined, say), [secret]))

  const cells = selectAll('td', page).map(textOf)
  expect(cells).toContain('***')
  expect(cells).toContain('a *** b')
  expect(cells).toContain(`${'x'.repeat(1_990)}***`)
  expect(textOf(page)).toContain('you said ***')
  expect(textOf(page)).not.toContain('p@ss')
})

describe('what is long is cut:', () => {
  const long = '𝒳'.repeat(50_000)

  test('a text of 100 kB, between characters and with a sign that something is missing', async () => {
    const summary = await written((say) =>
      summaryOf(reportOf([{}], { ...announcement, title: long }), undefined, say),
    )
    const cells = selectAll('td', render(summary)).map(textOf)

    expect(cells).toContain(`${'𝒳'.repeat(1_000)}…`)
    expect(summary).not.toContain('\ufffd')
  })

  test('50 systems, 150 overrides, 150 audiences and hostile texts of 100 kB stay far below 1 MiB', async () => {
    const text = '@#:$<&"'.repeat(15_000)
    const many = <T>(count: number, item: (index: number) => T) =>
      Array.from({ length: count }, (_, index) => item(index))
    const notification: Notification = {
      ...announcement,
      templateId: text,
      runtimeTitle: text,
      runtimeDescription: text,
      audiencesIds: many(150, (index) => `${index}${text}`),
      override: many(150, (index) => ({ key: `${index}${text}`, value: text })),
    }
    const results = many(50, (index) => ({
      systemId: `${index}${text}`,
      notificationId: text,
      reason: `${index}${text}`,
    }))
    const summary = await written((say) => summaryOf(reportOf(results, notification), undefined, say))

    expect(Buffer.byteLength(summary)).toBeLessThan(512 * 1024)
    const page = render(summary)
    expect(selectAll('h3:last-of-type ~ table tr', page)).toHaveLength(51)
    expect(textOf(page)).toContain('and 50 more audiences')
    expect(textOf(page)).toContain('and 50 more')
  })
})
