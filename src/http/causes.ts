const MAX_DEPTH = 5

/**
 * An error and what caused it, outermost first: undici wraps some errors, and Node collects those of several addresses,
 * of which the first stands for all.
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

/** The code of an error, `ECONNREFUSED` for example; undefined where it has none. */
export function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
