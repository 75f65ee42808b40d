import tls from 'node:tls'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
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

test('the file is the one of the environment, and Node says what it has read', () => {
  const read = vi.spyOn(tls, 'getCACertificates').mockReturnValue([])
  onTestFinished(() => {
    read.mockRestore()
    vi.unstubAllEnvs()
  })
  vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined)
  expect(extraCertificatesProblem()).toBeUndefined()
  vi.stubEnv('NODE_EXTRA_CA_CERTS', here)
  expect(extraCertificatesProblem()).toMatch(/could read no certificate/)
  expect(read.mock.calls).toEqual([['extra']])
  read.mockReturnValue(['certificate'])
  expect(extraCertificatesProblem()).toBeUndefined()
})
