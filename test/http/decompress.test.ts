import * as zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decompress } from '../../src/http/decompress.ts'

const TEXT = '{"notificationId":"n-1","text":"é"}'
const LIMIT = 1024 * 1024

/** What comes out, as text. */
async function read(bytes: Buffer, encoding: string, limit = LIMIT) {
  const { bytes: body, complete } = await decompress(bytes, encoding, limit)
  return { text: body.toString(), complete }
}

describe('a body is decompressed:', () => {
  test.each<[encoding: string, bytes: Buffer]>([
    ['', Buffer.from(TEXT)],
    ['identity', Buffer.from(TEXT)],
    ['gzip', zlib.gzipSync(TEXT)],
    ['GZip', zlib.gzipSync(TEXT)],
    ['x-gzip', zlib.gzipSync(TEXT)],
    ['deflate', zlib.deflateSync(TEXT)],
    ['deflate', zlib.deflateRawSync(TEXT)],
    ['br', zlib.brotliCompressSync(TEXT)],
    ['zstd', zlib.zstdCompressSync(TEXT)],
    ['gzip, identity', zlib.gzipSync(TEXT)],
    ['identity,, gzip', zlib.gzipSync(TEXT)],
    ['gzip,, identity,', zlib.gzipSync(TEXT)],
    [' Identity ', Buffer.from(TEXT)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(TEXT))],
  ])('%s', async (encoding, bytes) => {
    expect(await read(bytes, encoding)).toEqual({ text: TEXT, complete: true })
  })
})

test('what is not known stays as it is', async () => {
  expect(await read(Buffer.from(TEXT), 'compress')).toEqual({ text: TEXT, complete: true })
})

test('an empty body is empty in any encoding', async () => {
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd'])
    expect((await read(Buffer.alloc(0), encoding)).text).toBe('')
})

test('at most three encodings are undone', async () => {
  const four = zlib.gzipSync(zlib.gzipSync(zlib.gzipSync(zlib.gzipSync(TEXT))))

  expect((await decompress(four, 'gzip,'.repeat(10_000), LIMIT)).bytes).toEqual(zlib.gzipSync(TEXT))
})

test.each<[encoding: string, compress: (text: string) => Buffer]>([
  ['gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['br', zlib.brotliCompressSync],
  ['zstd', zlib.zstdCompressSync],
])('a small %s body that would fill the memory is cut off at the limit', async (encoding, compress) => {
  const bomb = compress('<'.repeat(5 * LIMIT))
  const { text, complete } = await read(bomb, encoding)

  expect(bomb.length).toBeLessThan(LIMIT)
  expect(text).toHaveLength(LIMIT)
  expect(complete).toBe(false)
})

test('a body that is as long as the limit is whole', async () => {
  expect(await read(zlib.gzipSync('<'.repeat(100)), 'gzip', 100)).toEqual({
    text: '<'.repeat(100),
    complete: true,
  })
})

test('a body that breaks off is decompressed as far as it came', async () => {
  const noise = Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 9973).join()
  const bytes = zlib.gzipSync(noise)
  const { text, complete } = await read(bytes.subarray(0, bytes.length / 2), 'gzip')

  expect(complete).toBe(false)
  expect(text.length).toBeGreaterThan(1_000)
  expect(noise.startsWith(text)).toBe(true)
})

test.each([
  ['gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['zstd', zlib.zstdCompressSync],
] as const)(
  'of a %s body that breaks off before anything comes out, nothing legible is left',
  async (encoding, compress) => {
    const text = 'The secret is Xq9-Zv7_Lm2-Rt5.'
    const bytes = compress(text)
    for (let length = 8; length < bytes.length; length++) {
      const read = await decompress(bytes.subarray(0, length), encoding, LIMIT)
      expect(text.startsWith(read.bytes.toString())).toBe(true)
      if (read.bytes.length === 0) expect(read.complete).toBe(false)
    }
  },
)

test('a body that is not what its encoding says stays as it is', async () => {
  const latin1 = Buffer.from('<p>é', 'latin1')
  expect((await decompress(latin1, 'gzip', LIMIT)).bytes).toEqual(latin1)
  for (const encoding of ['gzip', 'br', 'zstd', 'deflate'])
    expect(await read(Buffer.from('<html>'), encoding)).toEqual({ text: '<html>', complete: true })
})

describe('of a body that is not what its encoding says', () => {
  test.each([
    ['text is kept', Buffer.from('Bad gateway,\n\té')],
    ['HTML is kept in any charset', Buffer.from(' \n<p>é', 'latin1')],
  ])('%s', async (_, bytes) => {
    expect(await decompress(bytes, 'gzip', LIMIT)).toEqual({ bytes, complete: true })
  })

  test.each([
    ['what has control characters', Buffer.from('secret\0')],
    ['what is in some other charset', Buffer.from('né <p>', 'latin1')],
  ])('nothing is kept of %s', async (_, bytes) => {
    expect(await decompress(bytes, 'gzip', LIMIT)).toEqual({ bytes: Buffer.alloc(0), complete: false })
  })
})
