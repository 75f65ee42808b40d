/**
 * Why the file that `NODE_EXTRA_CA_CERTS` names has no effect, as a part of a sentence; undefined if it has, or if there is
 * none. Node reads it once, when it starts, from the real environment, and only prints a warning if it cannot.
 */
export function extraCertificatesProblem(
  path = process.env['NODE_EXTRA_CA_CERTS'] ?? '',
  loaded = () => process.getBuiltinModule('node:tls').getCACertificates('extra').length,
): string | undefined {
  // Node's modules are loaded only when they are needed: most runs never come here.
  if (path === '' || loaded() > 0) return undefined
  const isThere = process.getBuiltinModule('node:fs').existsSync(path)
  return isThere
    ? 'NODE_EXTRA_CA_CERTS names a file from which Node could read no certificate: it must hold certificates as PEM text'
    : 'NODE_EXTRA_CA_CERTS names a file that does not exist on this machine'
}
