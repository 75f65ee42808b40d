/** What one of the two calls answers, before a fault has its way with it. */
export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: string
}

/** A JSON answer. `headers` come on top of the content type. */
export function json(status: number, body: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** An error as the notification API words it here: `message` for people, `errors` one by one. The real shape is not documented. */
export function mistakes(status: number, errors: string[], headers: Answer['headers'] = {}): Answer {
  return json(status, { message: errors.join('; '), errors }, headers)
}

/** An OAuth 2.0 error (RFC 6749 §5.2). */
export function oauthError(
  status: number,
  error: string,
  description: string,
  headers: Answer['headers'] = {},
): Answer {
  return json(status, { error, error_description: description }, headers)
}
