/** A name in lower case without `-`, `_` and spaces, for comparing names that people write differently. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}
