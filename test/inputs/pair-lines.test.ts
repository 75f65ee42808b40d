import { describe, expect, test } from 'vitest'
import { parseOverrides } from '../../src/inputs/overrides.ts'
import { readNotificationFile } from '../../src/notification-file/read.ts'

const SAYS = 'A colon and a space were expected between each key and its text, not '

/** The one error of overrides, and what its corrected text makes of them. */
function corrected(source: string) {
  const { overrides, errors } = parseOverrides(source)
  const [error, ...more] = errors
  const [said = '', text = ''] = error?.message.split(' The corrected text:\n') ?? []
  const fixed = parseOverrides(text)
  expect([overrides, more, fixed.errors]).toEqual([[], [], []])
  return {
    line: error?.line,
    said,
    text,
    pairs: Object.fromEntries(fixed.overrides.map(({ key, value }) => [key, value])),
  }
}

describe('lines with another sign between key and text are one mistake, and each of them is corrected:', () => {
  const cases: [source: string, sign: string, line: number, pairs: Record<string, string>][] = [
    ['VERSION=4.10\nSUMMARY=Faster', '"=".', 1, { VERSION: '4.10', SUMMARY: 'Faster' }],
    ['VERSION=4.10\r\nSUMMARY=Faster\r\n', '"=".', 1, { VERSION: '4.10', SUMMARY: 'Faster' }],
    ['###V###=4.10\n##URL##=https://x', '"=".', 1, { '###V###': '4.10', '##URL##': 'https://x' }],
    ['A: b\n##URL##=https://x\nC=d', '"=".', 2, { A: 'b', '##URL##': 'https://x', C: 'd' }],
    ['# of the release\nexport A=1\n\n#B=2\nexport C=3', '"=".', 2, { A: '1', C: '3' }],
    ['A="b c"\nC=\'d\'', '"=".', 1, { A: 'b c', C: 'd' }],
    ['A = b: c\nD = Fix #12', '"=".', 1, { A: 'b: c', D: 'Fix #12' }],
    ['A=\nB=null\nC=Bob\'s "x"\nD=@e', '"=".', 1, { A: '', B: 'null', C: 'Bob\'s "x"', D: '@e' }],
    ["A='Bob's'\nB=\"x\\q\"", '"=".', 1, { A: "'Bob's'", B: '"x\\q"' }],
    ['URL=https://x/?a=b\nV=2', '"=".', 1, { URL: 'https://x/?a=b', V: '2' }],
    ['A:b\nURL:https://x', '":" alone.', 1, { A: 'b', URL: 'https://x' }],
    ['VERSION 4.2\nSTATE is up', 'a space alone.', 1, { VERSION: '4.2', STATE: 'is up' }],
    ['A; b\nC; d', '";".', 1, { A: 'b', C: 'd' }],
    ['"A" => b\n"C" => d', '"=>".', 1, { A: 'b', C: 'd' }],
    ['export  A=1\nexport  B=2', '"=".', 1, { A: '1', B: '2' }],
    ['"AB"=1\n\'CD\'=2', '"=".', 1, { AB: '1', CD: '2' }],
    ['"##AB##"=1\n\'##CD##\'=2', '"=".', 1, { '##AB##': '1', '##CD##': '2' }],
    ['AB -> c\nDE := f', '"->".', 1, { AB: 'c', DE: 'f' }],
    ['A=b\n"C D": e\n\'F G\': h\nI=j\nK:', '"=".', 1, { A: 'b', 'C D': 'e', 'F G': 'h', I: 'j', K: '' }],
    ['A=b\nI J:  k\nC=d', '"=".', 1, { A: 'b', 'I J': 'k', C: 'd' }],
    ['AB  c d\nEF_2 g', 'a space alone.', 1, { AB: 'c d', EF_2: 'g' }],
    ['#\n#BC.d=2\nA=1 # x\nC=2', '"=".', 3, { A: '1 # x', C: '2' }],
    ['A=nullx\nB=xnull\nC=d:\nD=:e', '"=".', 1, { A: 'nullx', B: 'xnull', C: 'd:', D: ':e' }],
    ['A=\'it\'\'s\'\nB="a" b\nC=d "e"', '"=".', 1, { A: "it's", B: '"a" b', C: 'd "e"' }],
    ['a.b-c=1\n(d: 2\ne=f', '"=".', 1, { 'a.b-c': '1', '(d': '2', e: 'f' }],
  ]
  for (const [source, sign, line, pairs] of cases) {
    test(JSON.stringify(source), () => {
      expect(corrected(source)).toMatchObject({ line, said: SAYS + sign, pairs })
    })
  }
})

test('a key with hashes is shown in quotes', () => {
  expect(corrected('###VERSION###=4.10\nSUMMARY=x').text).toBe('"###VERSION###": 4.10\nSUMMARY: x')
})

test('a line of hashes with "=" is not dropped as a comment, alone or beside others', () => {
  const says =
    'YAML reads this line as a comment and would drop it. Put the key in quotes: "##URL##": "https://x"'

  for (const source of ['##URL##=https://x', 'A: b\n##URL##=https://x'])
    expect(parseOverrides(source).errors.map(({ message }) => message)).toEqual([says])
})

test('other lines beside them are not corrected with nonsense', () => {
  const [error] = parseOverrides('A=b\nand more of it').errors

  expect(error?.message).toBe('A placeholder and its text were expected on each line, as in VERSION: 4.2.')
})

test('what is right stays right', () => {
  for (const source of [
    'A: x=y\nB: a=b',
    'A: |\n  B=c\n  D=e',
    '# A=b\nC: d',
    'A: b\n#C=d',
    'A b: c\nD e: f',
  ])
    expect(parseOverrides(source).errors).toEqual([])
})

test('the lines are not shown where they may name people', () => {
  const [error] = parseOverrides('endUsers=ada@example.com\nA=b').errors

  expect(error?.message).toBe(`${SAYS}"=".`)
})

test('it is the same in a file', () => {
  const diagnostics: Parameters<typeof readNotificationFile>[3] = []
  const source = 'templateId: t\noverride:\n  VERSION=4.10\n  SUMMARY=Faster'
  readNotificationFile(source, 'n.yml', { github: {}, env: {} }, diagnostics)

  expect(diagnostics.map(({ message }) => message)).toEqual([
    `${SAYS}"=". The corrected text:\nVERSION: 4.10\nSUMMARY: Faster`,
  ])
})

test('a million characters take no time to speak of', () => {
  const began = performance.now()
  for (const source of [
    `A${'='.repeat(1e6)}\nB=c`,
    `${'#'.repeat(1e6)}\nA=b\nC=d`,
    `A=${' :#'.repeat(3e5)}\nB=c`,
    `A:${' '.repeat(1e6)}x\nB=c\nD=e`,
  ])
    parseOverrides(source)

  expect(performance.now() - began).toBeLessThan(3_000)
})
