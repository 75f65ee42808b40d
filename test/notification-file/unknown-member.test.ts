import { describe, expect, test } from 'vitest'
import { type Diagnostics, formatDiagnostic } from '../../src/diagnostics.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

function said(source: string): string[] {
  const diagnostics: Diagnostics = []
  readNotificationFile(source, 'n', { github: {}, env: {} }, diagnostics)
  return diagnostics.map(formatDiagnostic).map((text) => text.replace(/^n, line (\d+), column /, '$1:'))
}

describe('a name that is none is told with the one that is probably meant:', () => {
  const cases: [name: string, near: string][] = [
    ['template-id', 'templateId'],
    ['TEMPLATE_ID', 'templateId'],
    ['end-users', 'endUsersIds'],
    ['endUsers', 'endUsersIds'],
    ['users', 'endUsersIds'],
    ['audience', 'audiencesIds'],
    ['hours', 'showHours'],
    ['zone', 'timeZone'],
    ['system', 'systemId'],
    ['titles', 'title'],
    ['notifications', 'notification'],
    ['description', 'runtimeDescription'],
  ]
  test.for(cases)('%s, but %s', ([name, near]) => {
    expect(said(`${name}: x`)).toEqual([`1:1: There is no member "${name}". Did you mean "${near}"?`])
  })

  test.each(['ids', 'end', 'ion', 'colour', 'itle-of-it'])('%s is near to none', (name) => {
    expect(said(`${name}: x`)).toEqual([
      expect.stringMatching(
        `^1:1: There is no member "${name}"\\. The members are systemId, templateId, .* also under "notification"\\.$`,
      ),
    ])
  })
})

describe('what is wrong with a name that is almost right is told:', () => {
  const cases: [source: string, ...said: RegExp[]][] = [
    ['" title": x', /"\. There is a space in the name\. Write "title"\.$/],
    ['"notification ": {}', /There is a space in the name\. Write "notification"\.$/],
    ['" titles ": x', /^1:1: There is no member " titles "\. Did you mean "title"\?$/],
    [
      'title”: x',
      /^1:1: There is no member of this name\. There is a typographic quote in it\. Write "title", in/,
    ],
    ['title" : x', /^1:1: There is no member of this name\. Did you mean "title"\?$/],
    ['title": x\n##A##: b', /^1:1: There is no member/, /^2:1: /],
    ['title": x # y', /^1:1: There is no member/, /^1:11: /],
    ['“colour”: x', /^1:1: Typographic quotes/, /^1:1: There is no member "colour"/],
    ['jane@x.com: y', /^1:1: There is no member of this name\. The members are/],
    ['1jane: y', /^1:1: There is no member of this name\. The members are/],
    ['jane x: y', /^1:1: There is no member of this name\. The members are/],
    ['$jane-x: y', /^1:1: There is no member "\$jane-x"\. The members are/],
    ['colour: x\nshape: y', /"colour"\. The members are/, /^2:1: There is no member "shape"\. Remove it\.$/],
    ['colour: x # y', /^1:1: There is no member "colour"/, /^1:11: /],
  ]
  test.for(cases)('%j', ([source, ...messages]) => {
    expect(said(source)).toEqual(messages.map((message) => expect.stringMatching(message)))
  })

  test('a name with a quote that was told already is told once', () => {
    expect(said('{"templateId": "t",\ntitle": "x"}')).toEqual([
      expect.stringMatching(/^2:1: The opening quote/),
    ])
  })
})
