import { expect, test } from 'vitest'
import { parseOutputs } from '../../runner/output-file.ts'

test.each<[string, string, Record<string, string>]>([
  ['nothing', '', {}],
  ['a line', 'a=b=c\n', { a: 'b=c' }],
  ['an empty value', 'a=\n', { a: '' }],
  ['several lines', 'a<<END\none\n\ntwo=2\nEND\nb=1\n', { a: 'one\n\ntwo=2', b: '1' }],
  ['no lines', 'a<<END\nEND\n', { a: '' }],
  ['a value with the marks in it', 'a=b<<c\nd<<E=F\nx<<y\nE=F\n', { a: 'b<<c', d: 'x<<y' }],
  ['Windows line ends', 'a<<END\r\none\r\nEND\r\nb=1\r\n', { a: 'one', b: '1' }],
  ['a name twice', 'a=1\na=2\n', { a: '2' }],
])('%s is read', (_, text, outputs) => {
  expect(parseOutputs(text)).toEqual(outputs)
})

test.each([
  ['a line without a mark', 'abc\n', /neither name=value/],
  ['a value without its end', 'a<<END\none\n', /a has no end/],
  ['a value without a name', '<<END\none\nEND\n', /neither/],
])('%s is an error', (_, text, message) => {
  expect(() => parseOutputs(text)).toThrow(message)
})
