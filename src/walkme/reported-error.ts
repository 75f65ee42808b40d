import { type HttpAnswer, jsonOf } from './answer.ts'

// WalkMe documents no body of a success. Each rule here is what APIs are known to answer when they failed; a rule that
// is only a guess could make every send uncertain.
const NO_ERROR = new Set(['', 'none', 'ok', 'false', '0'])
const FAILED = new Set(['error', 'fail', 'failed', 'failure'])

const RULES: Record<string, (value: unknown) => boolean> = {
  error: isSomething,
  errors: isSomething,
  errormessage: isSomething,
  success: isFalse,
  ok: isFalse,
  status: (value) => FAILED.has(plain(value)) || isErrorStatus(value),
  statuscode: isErrorStatus,
}

/** Whether the body is a JSON object with a top-level member that reports an error, whatever the status is. */
export function reportsError(answer: HttpAnswer): boolean {
  const json = jsonOf(answer)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  return Object.entries(json).some(([name, value]) => {
    const member = name.toLowerCase()
    return Object.hasOwn(RULES, member) && RULES[member]?.(value)
  })
}

function isSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return typeof value === 'string' ? !NO_ERROR.has(plain(value)) : Boolean(value)
}

function isFalse(value: unknown): boolean {
  return value === false || plain(value) === 'false'
}

function isErrorStatus(value: unknown): boolean {
  return typeof value === 'number' && value >= 400
}

/** A text for comparison; empty if the value is not text. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : ''
}
