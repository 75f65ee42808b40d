const MAX_DEPTH = 5

/**
 * An error and its causes, outermost first, at most five. undici wraps some errors. Node collects the errors of several
 * addresses in an `AggregateError`; only the first of them is followed.
 */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  let inner = error
  while (inner instanceof Error && causes.length < MAX_DEPTH) {
    causes.push(inner)
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause
  }
  return causes
}

/** The code of an error, for example `ECONNREFUSED`; undefined if it has none. */
export function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
