/**
 * The section of a changelog for a version, without its heading: https://keepachangelog.com/en/1.1.0/.
 *
 * @param version `1.2.3`, or `v1.2.3` as a tag has it
 * @throws If there is no such section, or nothing in it.
 */
export function releaseNotes(changelog: string, version: string): string {
  const number = version.replace(/^v/, '')
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${number}] - `))
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${number}] - YYYY-MM-DD".`)
  // The last section is followed by the links' definitions.
  const [, ...lines] = section.split('\n')
  const notes = lines
    .filter((line) => !/^\[[^\]]+\]: \S+$/.test(line))
    .join('\n')
    .trim()
  if (notes === '') throw new Error(`The section "## [${number}]" of CHANGELOG.md is empty.`)
  return notes
}
