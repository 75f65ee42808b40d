import { expect, test } from 'vitest'
import { bothForms, inOrder, quoting } from '../../src/yaml/errors.ts'

const error = (line: number, message: string, column = 1) => ({
  line,
  column,
  message,
  bare: `bare ${message}`,
})

test('a message that quotes more than can be read quotes nothing', () => {
  expect(bothForms('a')).toEqual({ message: 'a', bare: 'a' })
  expect(bothForms({ text: 'a'.repeat(8_000), bare: 'b' })).toEqual({ message: 'a'.repeat(8_000), bare: 'b' })
  expect(bothForms({ text: 'a'.repeat(8_001), bare: 'b' })).toEqual({ message: 'b', bare: 'b' })
})

test('what is quoted stands as it is, dollar signs too', () => {
  expect(quoting('This … is it.', '$&')).toEqual({ text: 'This $& is it.', bare: 'This … is it.' })
})

test('errors come in the order of their places', () => {
  const [a, b, c] = [error(1, 'a', 5), error(2, 'b', 1), error(2, 'c', 3)]

  expect(inOrder([c, b, a])).toEqual([a, b, c])
  expect(inOrder([])).toEqual([])
})

test('the same error comes once, with the lines of the others', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => error(index + 1, 'a'))
  const lines = (to: number) =>
    many(to)
      .map(({ line }) => line)
      .slice(1)
      .join(', ')

  expect(inOrder([error(3, 'a'), error(1, 'a'), error(2, 'b')])).toEqual([
    {
      line: 1,
      column: 1,
      message: 'a The same is wrong once more, on line 3.',
      bare: 'bare a The same is wrong once more, on line 3.',
    },
    error(2, 'b'),
  ])
  expect(inOrder([error(1, 'a'), error(2, 'a', 1), error(2, 'a', 2)])).toMatchObject([
    { message: 'a The same is wrong 2 more times, on line 2.' },
  ])
  expect(inOrder(many(11))).toMatchObject([
    { message: `a The same is wrong 10 more times, on line ${lines(11)}.` },
  ])
  expect(inOrder(many(12))).toMatchObject([
    { message: `a The same is wrong 11 more times, on line ${lines(11)}, ….` },
  ])
})
