/** The forms in which a secret could turn up in text: as it is, line by line, URL-encoded, as part of JSON or HTML. */
export function formsOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim())
  const plain = [secret, secret.trim(), ...lines].filter((form) => form !== '')
  return [...new Set(plain.flatMap(encodingsOf))]
}

function encodingsOf(text: string): string[] {
  const percent = [encodeURIComponent(text), new URLSearchParams([['', text]]).toString().slice(1)]
  return [
    text,
    ...percent,
    ...percent.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
    JSON.stringify(text).slice(1, -1),
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
    text.replace(
      /[&<>"]/g,
      (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
    ),
  ]
}

/** What a text is in base64: padded, unpadded, and in the alphabet of URLs. */
export function base64FormsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  return [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
}

/** Text without any of the secrets' forms. */
export function redact(text: string, forms: readonly string[]): string {
  // The longest first: a form can hold another, and the rest of it must not stay behind.
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((clean, form) => clean.replaceAll(form, '***'), text)
}
