import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { extraCertificatesProblem } from '../../src/http/extra-certificates.ts'

const here = fileURLToPath(import.meta.url)

test.each<[what: string, path: string, loaded: number, problem: RegExp | undefined]>([
  ['no file is named', '', 0, undefined],
  ['Node has read certificates from it', here, 1, undefined],
  ['Node has read none', here, 0, /could read no certificate/],
  ['it does not exist', `${here}.missing`, 0, /does not exist on this machine$/],
])('the file of NODE_EXTRA_CA_CERTS: %s', (_, path, loaded, problem) => {
  const found = extraCertificatesProblem(path, () => loaded)

  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found).toMatch(problem)
})
