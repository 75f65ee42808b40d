/** The forms in which a secret can appear in text: as it is, line by line, URL-encoded, within JSON or HTML. */
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

/** A text in base64: padded, unpadded, and base64url. */
export function base64FormsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  return [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
}

/** Replaces every form of the secrets with `***`. */
export function redact(text: string, forms: readonly string[]): string {
  // Longest first: a form can contain another one, and no part of it may remain.
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((clean, form) => clean.replaceAll(form, '***'), text)
}
