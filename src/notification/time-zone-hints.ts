import leven from 'leven'

const AREAS = ['Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific']

// Cities that have no zone of their own, and what Windows calls the zones of many people.
const MEANT: Record<string, string> = {
  munich: 'Europe/Berlin',
  hamburg: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  beijing: 'Asia/Shanghai',
  san_francisco: 'America/Los_Angeles',
  boston: 'America/New_York',
  'w._europe_standard_time': 'Europe/Berlin',
  romance_standard_time: 'Europe/Paris',
  gmt_standard_time: 'Europe/London',
  eastern_standard_time: 'America/New_York',
  pacific_standard_time: 'America/Los_Angeles',
  india_standard_time: 'Asia/Kolkata',
}

/**
 * What to write instead of a name that is no IANA time zone, in sentences. A zone is named only if there is one that it can be.
 *
 * @param known the standard spelling of a zone's name, undefined if there is no such zone
 */
export function timeZoneHint(written: string, known: (name: string) => string | undefined): string {
  const name = written.replace(/\s*\/\s*/g, '/').replace(/\s+/g, '_')
  const city = name.split('/').at(-1) ?? ''
  const [zone, ...others] = new Set(candidates(name, city, known))
  if (zone !== undefined && others.length === 0) return `Write "${zone}".`
  if (/^(?:UTC|GMT)?_?[-+\u2212]?\d/i.test(name))
    return 'An offset is another one in summer than in winter. Write the zone of the place, such as Europe/Paris, or UTC.'
  if (/_time$/i.test(name))
    return 'It looks like a name of Windows. Look up the IANA name, such as Europe/Berlin for "W. Europe Standard Time".'
  return 'Write one such as Europe/Paris or America/New_York.'
}

/** The zones that may be meant: with the right signs, by the city, or one letter off. */
function candidates(name: string, city: string, known: (name: string) => string | undefined): string[] {
  const lower = city.toLowerCase()
  const exact = known(name) ?? (Object.hasOwn(MEANT, lower) ? MEANT[lower] : undefined)
  if (exact !== undefined) return [exact]
  const byCity = AREAS.flatMap((area) => known(`${area}/${city}`) ?? [])
  if (byCity.length > 0) return byCity
  return Intl.supportedValuesOf('timeZone').filter(
    (zone) => leven(zone.toLowerCase(), name.toLowerCase(), { maxDistance: 2 }) <= 1,
  )
}
