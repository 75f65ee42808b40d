import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseOutputs } from '../../runner/output-file.ts'
import { refuseOldNode } from '../../src/log/old-node.ts'
import { OUTPUT_NAMES } from '../../src/report/outputs.ts'

/** What is written when this file receives the outputs, and the exit code. */
async function refused(file: string | undefined): Promise<{ lines: string[]; exitCode: number }> {
  const lines: string[] = []
  const environment = file === undefined ? {} : { GITHUB_OUTPUT: file }
  const exitCode = await refuseOldNode('20.20.2', environment, (line) => lines.push(line))
  return { lines, exitCode }
}

const refusal = {
  exitCode: 1,
  lines: [
    '::error::Not sent. This runner starts the action with Node 20.20.2, but it needs Node 24: ' +
      "use GitHub's runner 2.327.1 or newer, or an image with Node 24.\n",
  ],
}

test('an older Node is refused with every output, behind those of the file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'walkme-old-node-'))
  try {
    const file = join(directory, 'output')
    writeFileSync(file, 'first=1\n')

    expect(await refused(file)).toEqual(refusal)
    const { first, ...outputs } = parseOutputs(readFileSync(file, 'utf8'))
    expect(first).toBe('1')
    expect(Object.keys(outputs)).toEqual([...OUTPUT_NAMES])
    expect(outputs).toEqual({
      outcome: 'not-sent',
      'notification-id': '',
      'notification-ids': '[]',
      results: '[]',
      payload: '[]',
    })
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('without a file for the outputs, or with one that cannot be written, it is refused all the same', async () => {
  expect(await refused(undefined)).toEqual(refusal)
  expect(await refused(tmpdir())).toEqual(refusal)
})
