import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseOutputs } from '../../runner/output-file.ts'
import { toolkit } from '../../src/log/toolkit.ts'
import { runsIf } from '../skipped.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** What is written on standard output meanwhile. */
function stdoutOf(write: () => void): string {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  write()
  return written.join('')
}

describe('the runner is told', () => {
  const file = { file: 'notify.yml', startLine: 3, endLine: 3, startColumn: 5, endColumn: 9 }
  const place = 'file=notify.yml,line=3,endLine=3,col=5,endColumn=9'
  test.each<[what: string, write: () => void, line: string]>([
    ['a secret', () => toolkit.setSecret('s3cret%'), '::add-mask::s3cret%25'],
    ['an error', () => toolkit.error('No.\nReally.'), '::error::No.%0AReally.'],
    ['an error at its place', () => toolkit.error('No.', file), `::error ${place}::No.`],
    ['a warning', () => toolkit.warning('Hm.'), '::warning::Hm.'],
    ['a warning at its place', () => toolkit.warning('Hm.', file), `::warning ${place}::Hm.`],
    ['a notice', () => toolkit.notice('So.'), '::notice::So.'],
    ['a notice at its place', () => toolkit.notice('So.', file), `::notice ${place}::So.`],
    ['what is for debugging', () => toolkit.debug('Aha.'), '::debug::Aha.'],
    ['a line', () => toolkit.info('A line.'), 'A line.'],
    ['a group', () => toolkit.startGroup('Title'), '::group::Title'],
    ['the end of a group', () => toolkit.endGroup(), '::endgroup::'],
  ])('%s', (_, write, line) => {
    expect(stdoutOf(write)).toBe(`${line}${EOL}`)
  })
})

describe('an output', () => {
  test('is written into the runner’s file, with its line breaks', () => {
    const directory = mkdtempSync(join(tmpdir(), 'walkme-output-'))
    try {
      const path = join(directory, 'output')
      writeFileSync(path, '')
      vi.stubEnv('GITHUB_OUTPUT', path)
      toolkit.setOutput('results', 'one\ntwo')

      expect(parseOutputs(readFileSync(path, 'utf8'))).toEqual({ results: 'one\ntwo' })
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  test('throws where the file is missing', () => {
    vi.stubEnv('GITHUB_OUTPUT', join(tmpdir(), 'there-is-no-such-file'))

    expect(() => toolkit.setOutput('outcome', 'sent')).toThrow(/Missing file/)
  })
})

test.runIf(runsIf(process.platform !== 'win32', 'named pipes. Windows has none among files.'))(
  'a named pipe that nobody reads is rejected, in place of a file to write to',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'walkme-toolkit-'))
    const pipe = join(directory, 'pipe')
    execFileSync('mkfifo', [pipe])
    vi.stubEnv('GITHUB_OUTPUT', pipe)
    vi.stubEnv('GITHUB_STEP_SUMMARY', pipe)

    expect(() => toolkit.setOutput('outcome', 'sent')).toThrow(`${pipe} is not a regular file`)
    await expect(toolkit.summary.addRaw('x').write()).rejects.toThrow(`${pipe} is not a regular file`)
    rmSync(directory, { recursive: true })
  },
)
