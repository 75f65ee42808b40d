/**
 * A body as text. JSON is UTF-8 (RFC 8259 §8.1), whatever its `Content-Type` says, but gateways write pages of their own.
 * UTF-16 has a byte order mark or a zero byte in its first character; the charset of `Content-Type` counts for what is no UTF-8.
 */
export function bodyText(bytes: Uint8Array, contentType = ''): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return decodeAs('utf-16le', bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return decodeAs('utf-16be', bytes)
  // UTF-16 was found above: one that is only named would make nonsense of ASCII, in which no secret is found.
  const [, charset] = /;\s*charset\s*=\s*"?(?!utf-16)([^\s;"]+)/i.exec(contentType) ?? []
  return decodeAs(isUtf8(bytes) ? undefined : charset, bytes)
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

/** Without a charset, it is UTF-8. */
function decodeAs(charset: string | undefined, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // There is no such charset.
    return new TextDecoder().decode(bytes)
  }
}
