const day = /^\d{4}-\d{2}-\d{2}$/
const dayAndTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/
const withOffset = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})([+-])(\d{2}):(\d{2})$/

/**
 * Reads a `startAt` or `endAt` in one of the contract's three forms: `YYYY-MM-DD` and `YYYY-MM-DD hh:mm`, both UTC, and
 * `YYYY-MM-DDThh:mm:ss±hh:mm`.
 * @returns `undefined` for any other form and for a date or time that does not exist.
 */
export function parseMoment(text: string): Date | undefined {
  if (day.test(text)) return existing(`${text}T00:00:00`, 0)
  if (dayAndTime.test(text)) return existing(`${text.replace(' ', 'T')}:00`, 0)
  const [, local, sign, hours, minutes] = withOffset.exec(text) ?? []
  if (local === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined
  const offset = Number(hours) * 60 + Number(minutes)
  return existing(local, sign === '-' ? -offset : offset)
}

function existing(local: string, offsetMinutes: number): Date | undefined {
  const asUtc = new Date(`${local}Z`)
  // Date turns 30 February into 2 March and 24:00 into the next day; what exists reads back as itself.
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString() !== `${local}.000Z`) return undefined
  return new Date(asUtc.getTime() - offsetMinutes * 60_000)
}
