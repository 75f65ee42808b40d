/**
 * A body as text. JSON is UTF-8 (RFC 8259 §8.1), whatever its `Content-Type` says, but gateways write pages of their own.
 * UTF-16 has a byte order mark or a zero byte in its first character; the charset of `Content-Type` counts for what is no UTF-8.
 */
export function bodyText(bytes: Uint8Array, contentType = ''): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return decode('utf-16le', bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return decode('utf-16be', bytes)
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType) ?? []
  return decode(isUtf8(bytes) ? undefined : usable(charset), bytes)
}

/** Whether it is UTF-8. It may end within a character, where it broke off. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** A charset by its name; undefined if there is none, or it is one of UTF-16, which is known by its bytes. */
function usable(charset: string | undefined): string | undefined {
  try {
    // `unicode` and `ucs-2` are UTF-16, too. As that, ASCII would be nonsense in which no secret is found.
    const { encoding } = new TextDecoder(charset)
    return encoding.startsWith('utf-16') ? undefined : encoding
  } catch {
    return undefined
  }
}

/** Without a charset, it is UTF-8. */
function decode(charset: string | undefined, bytes: Uint8Array): string {
  return new TextDecoder(charset).decode(bytes)
}
