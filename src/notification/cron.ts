const FIELD = String.raw`(?:[\d*?/,-]+|[a-z]{3}(?:[-,][a-z]{3})*)`
const CRON = new RegExp(
  `^(?=.*[*?])${FIELD}(?: ${FIELD}){4,5}$|^@(?:hourly|daily|weekly|monthly|yearly)$`,
  'i',
)

/** Whether a text is a line of cron, such as `0 9 * * 1-5`. White space is single spaces. */
export function isCron(text: string): boolean {
  return CRON.test(text)
}
