/** Which of the API's two calls a request is; `other` is anything else. */
export type Call = 'token' | 'send' | 'other'

/** One request as it came in. */
export interface RecordedRequest {
  method: string
  /** Path and query, as sent. */
  path: string
  /** Names in lower case; values of a repeated header joined by `, `. */
  headers: Record<string, string>
  /** Names and values in turn, as sent. */
  rawHeaders: string[]
  /** Empty until it was read; partial when the client broke off. */
  body: string
  call: Call
  /** Which TCP connection it came over, counted from 1. */
  connection: number
}

/** All values of a header, as sent, without joining repeated ones. `name` in lower case. */
function headerValues(request: RecordedRequest, name: string): string[] {
  return request.rawHeaders.filter(
    (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === name,
  )
}

/**
 * What is wrong with the method or the content type, as a status and a sentence; `undefined` when all is well.
 * Both calls are a POST with one fixed media type, whose parameters (`charset`) are tolerated.
 */
export function wrongForm(
  request: RecordedRequest,
  mediaType: string,
): { status: 400 | 405 | 415; message: string } | undefined {
  if (request.method !== 'POST') {
    return { status: 405, message: `This call is a POST, not a ${request.method}` }
  }
  for (const name of ['authorization', 'content-type']) {
    if (headerValues(request, name).length > 1) {
      return { status: 400, message: `The header ${name} came more than once` }
    }
  }
  const sent = request.headers['content-type']
  if (sent?.split(';', 1)[0]?.trim().toLowerCase() !== mediaType) {
    return { status: 415, message: `Content-Type must be ${mediaType}, not ${sent ?? 'absent'}` }
  }
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined) {
    return { status: 415, message: `Content-Encoding is not supported: ${encoding}` }
  }
  return undefined
}
