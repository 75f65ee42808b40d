import { describe, expect, test } from 'vitest'
import { type HttpAnswer, isMarkup, jsonOf, oauthError, serverMessage } from '../../src/walkme/answer.ts'

const answer = (body: unknown, type = 'application/json'): HttpAnswer => ({
  kind: 'answer',
  status: 400,
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  complete: true,
})

describe('what a server says of an error is', () => {
  test.each<[what: string, body: unknown, said: string]>([
    [
      'OAuth’s code and description',
      { error: 'invalid_client', error_description: 'Who?' },
      'invalid_client: Who?',
    ],
    ['OAuth’s code alone', { error: 'invalid_client' }, 'invalid_client'],
    ['OAuth’s code and a message', { error: 'no', message: 'No such template' }, 'no: No such template'],
    ['the description before a message', { error_description: 'Who?', message: 'No.' }, 'Who?'],
    ['a message', { message: 'No such template' }, 'No such template'],
    ['a message before a nested one', { error: { message: 'No.' }, message: 'Who?' }, 'Who?'],
    ['a nested message before a detail', { error: { message: 'Who?' }, detail: 'No.' }, 'Who?'],
    ['what can be read, beside what is something else', { error_description: 7, title: 'Bad' }, 'Bad'],
    ['a message by another name', { errorMessage: 'No such template' }, 'No such template'],
    ['the first of several errors', { errors: ['No such template', 'x'] }, 'No such template'],
    ['the message of the first', { errors: [{ message: 'No such template' }] }, 'No such template'],
    ['a nested message', { error: { message: 'No such template' } }, 'No such template'],
    ['the detail of a problem', { title: 'Bad', detail: 'No such template' }, 'No such template'],
    ['the title of a problem', { title: 'Bad' }, 'Bad'],
    ['nothing, where the members are something else', { message: 7, error: [] }, ''],
    ['nothing, where the JSON is no object', '"No."', ''],
    ['nothing, where the JSON is cut off', '{"message": "No', ''],
  ])('%s', (_, body, said) => {
    expect(serverMessage(answer(body))).toBe(said)
  })

  test('its plain text', () => {
    expect(serverMessage(answer('Too many requests', 'text/plain; charset=utf-8'))).toBe('Too many requests')
  })

  test('its plain text, however its type is written', () => {
    expect(serverMessage(answer('No.', ' Text/Plain'))).toBe('No.')
  })

  test('nothing of a text that is of another kind, or of none', () => {
    expect(serverMessage(answer('No.', 'text/plainer'))).toBe('')
    expect(serverMessage(answer('No.', 'x-text/plain'))).toBe('')
    expect(serverMessage(answer('%PDF', 'application/pdf'))).toBe('')
    expect(serverMessage({ ...answer('No.'), headers: {} })).toBe('')
  })

  test('that a web page came, and nothing of it', () => {
    expect(serverMessage(answer('<h1>Log in</h1>', ' Text/HTML'))).toMatch(/^an HTML page/)
  })

  test('one short line', () => {
    expect(serverMessage(answer({ message: 'a\r\n\tb\u001b[31m  c' }))).toBe('a b [31m c')
    expect(serverMessage(answer({ message: `${'x'.repeat(290)} ${'y'.repeat(20)}` }))).toBe(
      `${'x'.repeat(290)}…`,
    )
  })

  test('without the people in it, in any case, and without a rest of a longer ID', () => {
    const message = 'Unknown: ANN@example.com, ann@example.com.au, (a+b)*'
    const people = ['ann@example.com', 'ann@example.com.au', '(a+b)*']

    expect(serverMessage(answer({ message }), people)).toBe(
      'Unknown: (an end user), (an end user), (an end user)',
    )
  })
})

test('an ID of an end user is left out however it is written', () => {
  const message = 'Unknown: a b, ann%40example.com, ann@example.com'

  expect(serverMessage(answer({ message }), ['a\nb', 'ann@example.com'])).toBe(
    'Unknown: (an end user), (an end user), (an end user)',
  )
  expect(serverMessage(answer({ message }))).toBe(message)
})

test('a long number stays the number that was written', () => {
  expect(jsonOf(answer('{"id": 12345678901234567890, "n": 7}'))).toEqual({ id: '12345678901234567890', n: 7 })
})

test.each<[body: string, isIt: boolean]>([
  ['<h1>Log in</h1>', true],
  ['<!doctype html>', true],
  ['<!-- a comment --><html>', true],
  ['<?xml version="1.0"?><error/>', true],
  ['<head>', true],
  ['<script>', true],
  ['\r\n\t <HTML>', true],
  ['\ufeff<html>', true],
  ['\ufeff \n<html>', true],
  ['', false],
  ['ok', false],
  ['{"html":"<html>"}', false],
  ['a < b', false],
])('whether a body is HTML or XML, by how it begins: %j, %s', (body, isIt) => {
  // Express, Flask and Django call everything HTML if they are not told otherwise.
  for (const type of ['text/html', 'application/json']) expect(isMarkup(answer(body, type))).toBe(isIt)
})

test('OAuth’s code is known where there is one', () => {
  expect(oauthError(answer({ error: 'invalid_client' }))).toBe('invalid_client')
  expect(oauthError(answer({ error: { code: 1 } }))).toBeUndefined()
})
