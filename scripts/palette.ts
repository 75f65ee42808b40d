import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

// So many that no difference can be seen in a page of text, and so few that the file is a third of its size.
const MOST_COLOURS = 64

/** The same picture (PNG) with few colours, its most frequent ones: the others become the nearest of them. */
export function withFewColours(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png)
  const pixels = Array.from({ length: width * height }, (_, pixel) => data.readUIntBE(pixel * 4, 3))
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette = byCount.slice(0, MOST_COLOURS)
  const indexOf = new Map(byCount.map((colour) => [colour, nearest(colour, palette)]))

  const rows = Buffer.alloc(height * (width + 1))
  for (const [pixel, colour] of pixels.entries()) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    // Each row begins with the number of its filter, 0 for none.
    rows[y * (width + 1) + 1 + x] = indexOf.get(colour) ?? 0
  }
  return encode(width, height, palette, rows)
}

function nearest(colour: number, palette: readonly number[]): number {
  const distances = palette.map((candidate) => distance(colour, candidate))
  return distances.indexOf(Math.min(...distances))
}

function distance(a: number, b: number): number {
  return [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0)
}

/** A PNG of colour type 3, eight bits a pixel: https://www.w3.org/TR/png-3/#11Chunks */
function encode(width: number, height: number, palette: readonly number[], rows: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const colours = Buffer.from(palette.flatMap((colour) => [16, 8, 0].map((shift) => (colour >> shift) & 255)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
