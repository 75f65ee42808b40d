import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { run, temporaryFolder, toolsFolder } from './scripts/tools.ts'
import { runsIf } from './skipped.ts'

const onLinux = runsIf(process.platform === 'linux', "release.yml's scripts. They are for Linux.")
const { jobs } = z
  .object({
    jobs: z.record(
      z.string(),
      z.object({ steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })) }),
    ),
  })
  .parse(parse(readFileSync(new URL('../.github/workflows/release.yml', import.meta.url), 'utf8')))

/** Runs a step of release.yml as a runner does, with a `gh` of ours that notes how it is called. */
function runStep(
  job: string,
  name: RegExp,
  { cwd, gh = '', env = {} }: { cwd: string; gh?: string; env?: object },
) {
  const step = jobs[job]?.steps.find((step) => name.test(step.name ?? ''))
  const notes = join(temporaryFolder(), 'calls')
  writeFileSync(notes, '')
  const tools = toolsFolder({ gh: `echo "$*" >> '${notes}'\n${gh}` })
  const ended = run(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99'], {
    cwd,
    env: {
      PATH: `${tools}:${process.env['PATH']}`,
      GITHUB_REPOSITORY: 'octo-org/walkme-notify-action',
      GITHUB_REF_NAME: 'v1.3.0',
      GITHUB_SHA: 'f'.repeat(40),
      RUNNER_TEMP: temporaryFolder(),
      ...env,
    },
  })
  return { ...ended, calls: readFileSync(notes, 'utf8') }
}

describe.runIf(onLinux)('a release', () => {
  const refusal = (repository: string) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ repository }))
    return runStep('check', /who publishes/, { cwd })
  }

  test('is refused as long as the documents name nobody who publishes it, in words that say what to do', () => {
    const { status, stdout } = refusal('github:OWNER/walkme-notify-action')

    expect(status).toBe(1)
    expect(stdout).toMatch(/^::error::package\.json says github:OWNER\/.* Run "npm run owner -- octo-org"/)
  })

  test('is refused where they name somebody else', () => {
    expect(refusal('github:acme/walkme-notify-action').status).toBe(1)
  })

  test('goes on where they name this repository', () => {
    expect(refusal('github:octo-org/walkme-notify-action')).toMatchObject({ status: 0, stdout: '' })
  })
})

describe.runIf(onLinux)('publishing', () => {
  const repository = temporaryFolder()
  run(['mkdir', 'scripts'], { cwd: repository })
  writeFileSync(join(repository, 'scripts/release-notes.ts'), 'console.log("notes")')
  const publish = (gh: string) => runStep('release', /^Publish/, { cwd: repository, gh })

  test('makes the release', () => {
    const { status, calls } = publish('[ "$2" != view ] || exit 1')

    expect(calls).toMatch(/^release create v1\.3\.0 --verify-tag /m)
    expect(status).toBe(0)
  })

  test('leaves alone what an earlier attempt has made, so that failed jobs can be run again', () => {
    const { status, calls } = publish('[ "$2" = view ] && echo false || exit 1')

    expect(calls).not.toContain('create')
    expect(status).toBe(0)
  })

  test('takes no draft for a release', () => {
    expect(publish('[ "$2" != view ] || echo true').calls).toContain('release create')
  })

  test('fails where it is refused', () => {
    expect(publish('exit 1').status).toBe(1)
  })
})

describe.runIf(onLinux)('the major tag', () => {
  /** Moves the tag in a repository with these tags. */
  function move(tags: string[], tag: string, gh?: string) {
    const cwd = temporaryFolder()
    run(['git', 'init', '--quiet'], { cwd })
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
    run(['git', ...author, 'commit', '--quiet', '--allow-empty', '--message', 'x'], { cwd })
    for (const name of tags) run(['git', 'tag', name], { cwd })
    return runStep('major-tag', /^Move/, { cwd, env: { GITHUB_REF_NAME: tag }, ...(gh && { gh }) })
  }
  const MOVED =
    /^api --method PATCH repos\/octo-org\/walkme-notify-action\/git\/refs\/tags\/v1 --field force=true --field sha=f{40}/m

  test('moves to the release', () => {
    expect(move(['v1.2.0', 'v1.3.0'], 'v1.3.0').calls).toMatch(MOVED)
  })

  test('counts as numbers do', () => {
    expect(move(['v1.9.0', 'v1.10.0'], 'v1.10.0').calls).toMatch(MOVED)
  })

  test.each(['v1.3.0-rc.1', 'v1.4.0-rc.1', 'v1.5', 'v1.x.y', 'v10.0.0', 'v1.9.9.9'])(
    'is not kept from it by %s',
    (other) => {
      expect(move(['v1.2.0', 'v1.3.0', other], 'v1.3.0').calls).toMatch(MOVED)
    },
  )

  test('stays where a later version has it', () => {
    const { status, calls, stdout } = move(['v1.3.0', 'v1.4.0'], 'v1.3.0')

    expect({ status, calls }).toEqual({ status: 0, calls: '' })
    expect(stdout).toBe('v1 stays at v1.4.0.\n')
  })

  test('is made for the first of its kind', () => {
    const { calls } = move(['v1.3.0'], 'v1.3.0', 'case "$*" in *git/ref/*) exit 1;; esac')

    expect(calls).toMatch(
      /^api --method POST repos\/\S+\/git\/refs --field ref=refs\/tags\/v1 --field sha=f{40}/m,
    )
  })

  test('says how to move it by hand where GitHub refuses it to a job', () => {
    const { status, stdout } = move(['v1.3.0'], 'v1.3.0', 'case "$*" in *PATCH*) exit 1;; esac')

    expect(status).toBe(1)
    expect(stdout).toMatch(/^::error::.*CONTRIBUTING\.md/m)
  })
})
