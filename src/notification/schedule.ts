/** A point in time, with the offset it was written with. */
export interface Moment {
  /** Milliseconds since the epoch, UTC. */
  instant: number
  /** As WalkMe takes it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
  text: string
  /** Whether only a date was written, so that the time is 00:00. */
  isDateOnly: boolean
}

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?)? ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/

/** A day in milliseconds. */
export const DAY = 86_400_000

/**
 * Reads a date in the API's forms: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`, with `T`, seconds or an offset if wanted;
 * UTC without an offset. Returns a sentence for what is no such date.
 */
export function parseMoment(text: string): Moment | string {
  const groups = FORM.exec(text)?.groups ?? {}
  const { date, time = '00:00', second = '00', offset = 'Z' } = groups
  if (date === undefined) {
    return (
      `${JSON.stringify(text)} is not a date. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, ` +
      'with an offset such as +02:00 if it is not UTC.'
    )
  }
  const wall = Date.parse(`${date}T${time}:${second}Z`)
  // `Date` rolls 30 February over into March: what comes back must be what was written.
  const isReal = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(`${date}T${time}:${second}`)
  if (!isReal) return `${JSON.stringify(text)} does not exist in the calendar or on the clock.`

  const written = /[Zz]/.test(offset) ? '+00:00' : offset
  const shift = Number(written.slice(1, 3)) * 60 + Number(written.slice(4, 6))
  if (shift > 14 * 60 || written.slice(4, 6) > '59') {
    return `${JSON.stringify(text)} has the offset ${written}, which no place on earth has.`
  }
  return {
    instant: wall - (written.startsWith('-') ? -shift : shift) * 60_000,
    text: `${date}T${time}:${second}${written}`,
    isDateOnly: groups['time'] === undefined,
  }
}
