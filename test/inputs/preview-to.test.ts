import { describe, expect, test } from 'vitest'
import { parsePreviewers } from '../../src/inputs/preview-to.ts'

describe('people and nobody:', () => {
  const cases: [source: string, people: string[]][] = [
    ['nobody', []],
    ['Nobody', []],
    ['["nobody"]', []],
    ['a@example.com', ['a@example.com']],
    ['a, b\nc', ['a', 'b', 'c']],
    ['["a,b", 0012]', ['a,b', '0012']],
    ['nobody@example.com', ['nobody@example.com']],
  ]
  for (const [source, items] of cases)
    test(JSON.stringify(source), async () =>
      expect(await parsePreviewers(source)).toEqual({ items, errors: [] }),
    )
})

describe('nothing at all is a mistake that says how to write it:', () => {
  for (const source of ['', ',', '\n,\n', '[]']) {
    test(JSON.stringify(source), async () => {
      const { items, errors } = await parsePreviewers(source)
      expect(items).toEqual([])
      expect(errors).toEqual([{ message: expect.stringContaining("${{ inputs.preview-to || 'nobody' }}") }])
    })
  }
})

describe('nobody beside others is a mistake that names none of them:', () => {
  for (const source of ['nobody, a@example.com', 'a@example.com\nNOBODY', '["a@example.com", "nobody"]']) {
    test(JSON.stringify(source), async () => {
      const { items, errors } = await parsePreviewers(source)
      expect(items).toEqual([])
      expect(errors).toEqual([{ message: expect.stringMatching(/^"nobody" stands beside/) }])
      expect(JSON.stringify(errors)).not.toContain('example')
    })
  }
})

describe('a word that is no person, but would be one, is a mistake:', () => {
  for (const source of [
    'false',
    'True',
    'none',
    'no',
    'OFF',
    'yes',
    'on',
    'no one',
    'all',
    '*',
    '["false"]',
    'a@example.com, no',
  ]) {
    test(JSON.stringify(source), async () => {
      const { items, errors } = await parsePreviewers(source)
      expect(items).toEqual([])
      expect(errors).toEqual([{ message: expect.stringMatching(/would be a person here\. Write "nobody"/) }])
      expect(JSON.stringify(errors)).not.toContain('example')
    })
  }
})
