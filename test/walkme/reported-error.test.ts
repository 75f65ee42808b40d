import { describe, expect, test } from 'vitest'
import { reportsError } from '../../src/walkme/reported-error.ts'

const reports = (body: string) =>
  reportsError({ kind: 'answer', status: 200, headers: {}, body, complete: true })

describe('a body reports an error:', () => {
  test.each<object>([
    { error: 'no such template' },
    { error: { code: 1 } },
    { error: true },
    { error: 1 },
    { ERROR: 'x' },
    { errors: ['x'] },
    { Errors: { title: ['x'] } },
    { errors: 2 },
    { errorMessage: 'x' },
    { ErrorMessage: 'x' },
    { success: false },
    { Success: false },
    { SUCCESS: 'False' },
    { ok: false },
    { ok: 'false' },
    { status: 'error' },
    { status: 'fail' },
    { status: 'Failed' },
    { status: 'FAILURE' },
    { status: 400 },
    { status: 503 },
    { statusCode: 400 },
    { StatusCode: 500 },
    { error: null, errors: [], ok: false },
  ])('%j', (body) => expect(reports(JSON.stringify(body))).toBe(true))
})

describe('a body reports none:', () => {
  test.each<object>([
    { error: null },
    { error: false },
    { error: 0 },
    { error: '' },
    { error: {} },
    { error: [] },
    { error: 'none' },
    { error: 'None' },
    { error: 'OK' },
    { error: 'false' },
    { error: ' 0 ' },
    { errors: 0 },
    { errors: {} },
    { errors: [] },
    { errorMessage: '' },
    { errorMessage: null },
    { success: true },
    { success: null },
    { success: 'no' },
    { success: 0 },
    { ok: 1 },
    { ok: '' },
    { status: 'ok' },
    { status: 'accepted' },
    { status: 'error-free' },
    { status: 200 },
    { status: 399 },
    { status: false },
    { statusCode: 201 },
    { statusCode: 'error' },
    { errorCode: 7 },
    { code: 500 },
    { message: 'failed' },
    { data: { error: 'x', success: false } },
    { constructor: 'x', toString: false },
  ])('%j', (body) => expect(reports(JSON.stringify(body))).toBe(false))

  test.each(['', 'error', '"error"', '[{"error":"x"}]', 'null', '400', '{"error":"half'])('%s', (body) =>
    expect(reports(body)).toBe(false),
  )
})
