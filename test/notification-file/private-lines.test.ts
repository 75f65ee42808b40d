import { describe, expect, test } from 'vitest'
import { hidePrivateLines, isPrivate } from '../../src/notification-file/private-lines.ts'

/** The lines, from 1, whose errors are told without a word of them. */
const hiddenIn = (source: string) =>
  hidePrivateLines(
    source,
    source.split('\n').map((text, index) => ({ line: index + 1, column: 1, message: text, bare: 'hidden' })),
  ).flatMap(({ line, message }) => (message === 'hidden' ? [line] : []))

describe('no word is shown of the lines of end users, from their name to the next member:', () => {
  const cases: [source: string, ...lines: number[]][] = [
    ['endUsersIds: [a]\ntitle: b', 1],
    ['title: b\nendUsersIds:\n- a\n- b\n\ntemplateId: c', 2, 3, 4, 5],
    ['notification:\n  endUsersIds:\n    - a\n  title: b\n', 2, 3],
    ['  endUsersIds:\n    title: a\n  title: b', 1, 2],
    ['  endUsersIds: [\ntitle: b', 1],
    ['people:\n  - a\ntitle: b', 1, 2],
    ['people:\n  title: a\n  - b', 1, 2, 3],
    ['"endUsersIds": [\n"a"\n],\n"title": "b"', 1, 2, 3],
    ["'endUsersIds' : [\n'a'\n],\n'title' : 'b'", 1, 2, 3],
    ['“endUsersIds”: a\n“title”: b', 1],
    ['« endUsersIds »: a\n« title »: b', 1],
    ['"end\\u0055sersIds": a\ntitle: b', 1],
    ['? endUsersIds\n: - a\n? title\n: b', 1, 2],
    ['? "endUsersIds"\n: - a\n? "title"\n: b', 1, 2],
    ['  ?  endUsersIds\n  : - a\n  ?  title\n  : b', 1, 2],
    ['title: a, endUsersIds: [b]\ntitle: c', 1],
    ['{"title": "a", "endUsersIds": ["b"]}', 1],
    ['{"endUsersIds": ["a"]}\n', 1, 2],
    ['title: endUsersIds, b\nruntimeTitle: endUsersIds\n'],
    ['override:\n  people: a\n  jane: b\ntitle: c'],
    ['override:\n  A: a\npeople: b\ntitle: c', 3],
    ['people: a\noverride:\n  A: b\n', 1],
    ['key: a\nvalue: b\n$schema: c\nnotification:\n  title: d'],
    ['$people: a\na-b: c', 1, 2],
    ['- people: a\n  b\ntitle: c', 1, 2],
    ['- endUsersIds:\n    - a # b\n- title: c', 1, 2],
    ['{"templateId": "t", "endUsersIds": [\n  a # b\n]}', 1, 2, 3],
    ['{"title": "t", “users”: [\n  a\n  ]\n}', 1, 2, 3, 4],
    ['{"title": "t",\n  "x": [\n  a\n  ],\n  "title": "b"}', 2, 3, 4],
    ['[{title: a, recipients:\n  b', 1, 2],
    ['{"title": "a", "override": {"VERSION": "4"},\n"title": "b"}'],
    ['override: {VERSION: 4, PLACE: x}\ntitle: b'],
    ['title: Note: a, b\nruntimeTitle: c'],
    ['title: b endUsersIds: a\ntitle: c', 1],
    ['title: b endUsersIds”: a\ntitle: c', 1],
    ['-  people: a\n   b\n-  title: c', 1, 2],
    ['title: a ? people\nruntimeTitle: b'],
    ['{ “ users ” : [\n  a', 1, 2],
    ['title: a\n!x people: b'],
  ]
  test.for(cases)('%j', ([source, ...lines]) => {
    expect(hiddenIn(source)).toEqual(lines)
  })
})

test('the end users and whatever has a name that is none of a notification may name people', () => {
  expect(
    ['endUsersIds', 'endUsers', 'people', 'keys', 'my-value', 'toString'].filter(isPrivate),
  ).toHaveLength(6)
  expect(
    ['title', 'override', 'notification', 'key', 'value', '$schema', 'audiencesIds'].filter(isPrivate),
  ).toEqual([])
})
