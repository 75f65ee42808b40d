/** A text without its escapes. `offsets`: where each of its UTF-16 units, and its end, is in the original; itself if undefined. */
export interface Decoded {
  text: string
  offsets?: Uint32Array
}

// What JSON, JavaScript, URLs and HTML write in place of a character. A run of backslashes belongs to what it escapes,
// however many levels of JSON it has. Every alternative is linear in the length of the text.
const ESCAPE =
  /\\+(?:u([0-9a-f]{4})|u\{0*([0-9a-f]{1,6})\}|x([0-9a-f]{2})|([^\\]|$))|%(?:[0-7][0-9a-f]|[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3})|&(?:#x0*([0-9a-f]{1,6})|#0*(\d{1,7})|(amp|lt|gt|quot|apos|plus|equals|sol|bsol|lowbar|percnt|num|colon|commat|period));?/gi

const NAMED: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", plus: '+', equals: '=', sol: '/', bsol: '\\' },
  ...{ lowbar: '_', percnt: '%', num: '#', colon: ':', commat: '@', period: '.' },
}

// An error page may quote JSON that quotes a URL. Nobody nests deeper, and each level reads the text once more.
const MAX_LEVELS = 8

/** Decodes all escapes of a text, also those within escapes. Two encodings of one text decode to the same. */
export function decode(text: string): Decoded {
  let decoded: Decoded = { text }
  for (let level = 0; level < MAX_LEVELS; level++) {
    const next = decodeOnce(decoded)
    if (next === decoded) break
    decoded = next
  }
  return decoded
}

function decodeOnce(before: Decoded): Decoded {
  const { text, offsets } = before
  // Most texts have no escape, and for them the pattern is not even compiled.
  if (!/[\\%&]/.test(text)) return before
  const starts = new Uint32Array(text.length + 1)
  let decoded = ''
  let done = 0
  const add = (part: string, from: number, step: 0 | 1) => {
    for (let unit = 0; unit < part.length; unit++) {
      const at = from + unit * step
      starts[decoded.length + unit] = offsets?.[at] ?? at
    }
    decoded += part
  }
  for (const match of text.matchAll(ESCAPE)) {
    const character = characterOf(match)
    if (character === match[0]) continue
    add(text.slice(done, match.index), done, 1)
    add(character, match.index, 0)
    done = match.index + match[0].length
  }
  if (done === 0) return before
  add(text.slice(done), done, 1)
  starts[decoded.length] = offsets?.[text.length] ?? text.length
  return { text: decoded, offsets: starts }
}

function characterOf([whole, json, braced, short, sign, hex, decimal, name]: RegExpExecArray): string {
  const code = json ?? braced ?? short ?? hex
  if (code !== undefined || decimal !== undefined) {
    const point = code === undefined ? Number(decimal) : Number.parseInt(code, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  }
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
  if (sign !== undefined) return sign
  try {
    return decodeURIComponent(whole)
  } catch {
    return whole
  }
}
