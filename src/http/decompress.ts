import { isUtf8 } from 'node:buffer'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'

// A body can be compressed so that it yields itself again, any number of times.
const MAX_ENCODINGS = 3

/** Bytes, and whether they are all. */
export interface Decompressed {
  bytes: Buffer
  complete: boolean
}

/**
 * Decompresses a body by its `Content-Encoding` (RFC 9110 §8.4). It keeps what came before an error or the end of a cut
 * body. Text stays as it is: a gateway may name an encoding that it did not apply.
 * Of anything else that cannot be decompressed nothing is kept, since parts of a text may be legible in it.
 *
 * @param limit at most this many bytes are returned
 */
export async function decompress(
  bytes: Buffer,
  contentEncoding: string,
  limit: number,
): Promise<Decompressed> {
  let body = { bytes, complete: true }
  // They are listed in the order in which they were applied.
  for (const encoding of encodingsIn(contentEncoding).toReversed()) {
    const decoder = decoderFor(encoding, body.bytes)
    const decoded = decoder && (await decodeWith(decoder, body.bytes, limit))
    if (decoded === undefined) return body
    if (decoded.bytes.length === 0)
      return isText(body.bytes) ? body : { bytes: decoded.bytes, complete: false }
    body = { bytes: decoded.bytes, complete: decoded.complete && body.complete }
  }
  return body
}

/** Whether it was probably not compressed: it is UTF-8 without control characters, or HTML in some other charset. */
function isText(bytes: Buffer): boolean {
  const isReadable = isUtf8(bytes) && !/[^\P{Cc}\s]/u.test(bytes.toString('utf8'))
  return isReadable || /^\s*</.test(bytes.toString('latin1'))
}

function encodingsIn(contentEncoding: string): string[] {
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase())
  return names.filter((name) => name !== '' && name !== 'identity').slice(0, MAX_ENCODINGS)
}

function decoderFor(encoding: string, bytes: Buffer): Transform | undefined {
  switch (encoding) {
    case 'br':
      return zlib.createBrotliDecompress()
    case 'zstd':
      return zlib.createZstdDecompress()
    case 'deflate':
      // Some servers leave out the header of zlib (RFC 1950), in which the lower half of the first byte is 8.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip()
    default:
      return undefined
  }
}

async function decodeWith(decoder: Transform, compressed: Buffer, limit: number): Promise<Decompressed> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    decoder.end(compressed)
    for await (const chunk of decoder) {
      chunks.push(chunk)
      size += chunk.length
      // Leaving the loop destroys the decoder.
      if (size > limit) return { bytes: Buffer.concat(chunks).subarray(0, limit), complete: false }
    }
  } catch {
    return { bytes: Buffer.concat(chunks), complete: false }
  }
  return { bytes: Buffer.concat(chunks), complete: true }
}
