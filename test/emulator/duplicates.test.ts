import { expect, test } from 'vitest'
import { repeatedMembers } from '../../emulator/duplicates.ts'

test.each<[string, string[]]>([
  ['{"a":1,"b":2}', []],
  ['{"a":1,"a":2}', ['a']],
  ['{"a":1 , "\\u0061" : 2}', ['a']],
  ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', []],
  ['{"b":[{"a":1,"a":2}]}', ['a']],
  ['{"a":{"x":1},"a":2}', ['a']],
  ['{"a":"\\"a\\":1,{","b":"}"}', []],
  ['{"a":"{","b":"a","a":"}"}', ['a']],
  ['["a","a"]', []],
])('%s repeats %j', (text, names) => {
  JSON.parse(text)
  expect(repeatedMembers(text)).toEqual(names)
})
