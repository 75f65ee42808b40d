import { describe, expect, test } from 'vitest'
import type { Diagnostics } from '../../src/diagnostics.ts'
import { readOnce, refOf } from '../../src/inputs/once.ts'
import { readInputs } from '../../src/inputs/read.ts'

const environment = {
  GITHUB_REPOSITORY: 'octo-org/crm',
  GITHUB_API_URL: 'https://github.example.com/api/v3',
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_JOB: 'announce',
  'INPUT_GITHUB-TOKEN': 'ghs_token',
}

async function read(
  key: string,
  change: Record<string, string | undefined> = {},
  base = new URL('https://api.walkme.com'),
) {
  const diagnostics: Diagnostics = []
  const all = { ...environment, 'INPUT_ONCE-KEY': key, ...change }
  const { inputs, given } = await readInputs(all, diagnostics)
  return {
    settings: readOnce(inputs, given, base, all, diagnostics),
    errors: diagnostics.map(({ message }) => message),
    found: diagnostics,
  }
}

test('without a key there is nothing to keep', async () => {
  expect(await read('', { GITHUB_REPOSITORY: undefined })).toMatchObject({ settings: undefined, found: [] })
})

test('where and for whom the record is kept comes from the runner', async () => {
  const { settings, found } = await read('deploy-4f1c')
  expect(found).toEqual([])
  expect(settings).toMatchObject({
    key: 'deploy-4f1c',
    ref: refOf('deploy-4f1c', false),
    token: 'ghs_token',
    owner: 'octo-org',
    repository: 'crm',
    run: { id: '1658821493', attempt: 3, job: 'announce' },
    runsUrl: 'https://github.example.com/octo-org/crm/actions/runs/',
  })
  expect(settings?.api.href).toBe('https://github.example.com/api/v3')
})

test('a ref is the hash of its key', () => {
  // printf 'deploy-4f1c' | sha256sum
  expect(refOf('deploy-4f1c', false)).toBe(
    'refs/walkme/1ecf8726f98f48da6174f802f979a9c24ceb93da328e7c2d4a29d59f44e74c98',
  )
})

test('against a stand-in on this machine the record is another ref, so that a rehearsal uses nothing up', async () => {
  for (const url of ['http://127.0.0.1:8080', 'http://localhost:8080', 'https://[::1]']) {
    const { settings } = await read('deploy-4f1c', {}, new URL(url))
    expect(settings?.ref).toBe(refOf('deploy-4f1c', false).replace('walkme/', 'walkme/trial/'))
  }
})

describe('after-key', () => {
  const after = (text: string, key = 'resolved') => read(key, { 'INPUT_AFTER-KEY': text })
  test('has a record of its own, of the same kind', async () => {
    const { settings, found } = await after('open')
    expect(found).toEqual([])
    expect(settings?.after).toEqual({ key: 'open', ref: refOf('open', false) })
    const trial = await read('resolved', { 'INPUT_AFTER-KEY': 'open' }, new URL('http://localhost:1'))
    expect(trial.settings?.after?.ref).toBe(refOf('open', true))
  })

  test('that is not given is none', async () => {
    expect((await after('')).settings?.after).toBeUndefined()
  })

  test('without a once-key is a mistake', async () => {
    const { settings, found } = await after('open', '')
    expect(settings).toBeUndefined()
    expect(found).toMatchObject([
      {
        level: 'error',
        location: { input: 'after-key' },
        message: expect.stringContaining('needs a "once-key" beside it'),
      },
    ])
  })

  test('that is the once-key is a mistake', async () => {
    const { found } = await after('open', 'open')
    expect(found).toMatchObject([
      {
        level: 'error',
        location: { input: 'after-key' },
        message: expect.stringMatching(/the same as "once-key"\. .* "once-key" of its own/),
      },
    ])
  })

  test('beside a once-key that cannot be used is not told of', async () => {
    const { found } = await after('open', 'a\nb')
    expect(found).toMatchObject([{ location: { input: 'once-key' } }])
  })

  test('is checked as a once-key is', async () => {
    expect((await after('a\nb')).found).toMatchObject([{ location: { input: 'after-key' } }])
  })
})

describe('a key', () => {
  for (const key of [
    'a',
    'costs $5, 100% of it',
    'v1.2.',
    'a_b-c:d/e',
    'Ünï ✅ "quoted" {x}',
    '../../heads/main',
    '🎉'.repeat(256),
  ]) {
    test(`${key.slice(0, 30)} is fine`, async () => {
      const { settings } = await read(key)
      expect(settings?.key).toBe(key)
      expect(settings?.ref).toMatch(/^refs\/walkme\/[0-9a-f]{64}$/)
    })
  }

  test('of 257 characters is too long', async () => {
    const { found } = await read('x'.repeat(257))
    expect(found).toMatchObject([
      { location: { input: 'once-key' }, message: 'It has 257 characters. The maximum is 256.' },
    ])
  })

  for (const key of [
    'deploy-$GITHUB_SHA',
    'deploy-${GITHUB_SHA}',
    'deploy-$env:GITHUB_SHA-1',
    'deploy-%GITHUB_SHA%',
    'deploy-$(date +%F)',
    'deploy-{{ github.sha }}',
    'github.sha',
  ]) {
    test(`${key} is a mistake, since nothing replaces it`, async () => {
      const { found } = await read(key)
      expect(found).toMatchObject([
        {
          location: { input: 'once-key' },
          message: expect.stringMatching(/Nothing replaces.*github\.sha/),
        },
      ])
    })
  }

  test.each(['deploy-', 'crm/', 'release_', 'incident:'])('%s has lost its end', async (key) => {
    const { found } = await read(key)
    expect(found).toMatchObject([
      { location: { input: 'once-key' }, message: expect.stringMatching(/^It ends with/) },
    ])
  })

  for (const control of ['\n', '\r', '\0', '\u001b', '\u0085']) {
    test(`with ${JSON.stringify(control)} is a mistake`, async () => {
      const { found } = await read(`a${control}b`)
      expect(found).toMatchObject([{ location: { input: 'once-key' } }])
    })
  }
})

describe('github-token', () => {
  test('that is empty is a mistake', async () => {
    const { settings, found } = await read('key', { 'INPUT_GITHUB-TOKEN': '' })
    expect(settings).toBeUndefined()
    expect(found).toMatchObject([
      {
        level: 'error',
        location: { input: 'github-token' },
        message: expect.stringMatching(
          /^It is empty, .* to use the job's own token; act has none, so add --secret GITHUB_TOKEN=…\.$/,
        ),
      },
    ])
  })

  test('that cannot be used is told once, and not shown', async () => {
    const { found } = await read('key', { 'INPUT_GITHUB-TOKEN': 'ghs two' })
    expect(found).toMatchObject([{ level: 'error', location: { input: 'github-token' } }])
    expect(JSON.stringify(found)).not.toContain('ghs')
  })

  test('that is empty is fine without a key', async () => {
    expect((await read('', { 'INPUT_GITHUB-TOKEN': '' })).found).toEqual([])
  })
})

describe('a runner that does not say', () => {
  for (const repository of [undefined, '', 'crm', 'a/b/c', 'octo org/crm']) {
    test(`which repository (${repository}) is a mistake`, async () => {
      const { found } = await read('key', { GITHUB_REPOSITORY: repository })
      expect(found).toMatchObject([
        { location: { input: 'once-key' }, message: expect.stringContaining('GITHUB_REPOSITORY') },
      ])
    })
  }

  test('where the API is means GitHub itself', async () => {
    const { settings } = await read('key', { GITHUB_API_URL: undefined, GITHUB_SERVER_URL: undefined })
    expect(settings?.api.href).toBe('https://api.github.com/')
    expect(settings?.runsUrl).toBe('https://github.com/octo-org/crm/actions/runs/')
  })

  for (const api of ['ftp://github.example.com', 'xhttps://github.example.com', 'github.example.com']) {
    test(`a URL for the API (${api}) is a mistake`, async () => {
      const { errors } = await read('key', { GITHUB_API_URL: api })
      expect(errors).toEqual([expect.stringContaining('GITHUB_API_URL')])
    })
  }

  test('which run and job it is leaves them without a name', async () => {
    const { settings } = await read('key', { GITHUB_RUN_ID: undefined, GITHUB_JOB: undefined })
    expect(settings?.run).toEqual({ id: '', attempt: 3, job: '' })
  })

  for (const attempt of [undefined, '', 'x', '0', '-1', '1.5']) {
    test(`which attempt it is (${attempt}) means the first`, async () => {
      const { settings } = await read('key', { GITHUB_RUN_ATTEMPT: attempt })
      expect(settings?.run.attempt).toBe(1)
    })
  }
})

describe('the proxy', () => {
  test('is that of everything else', async () => {
    const { settings } = await read('key', { HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: 'api.walkme.com' })
    expect(settings?.proxy).toBe('http://proxy.example:3128')
  })

  test('is left out for a server on this machine', async () => {
    const local = { GITHUB_API_URL: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://proxy.example:3128' }
    expect((await read('key', local)).settings).toMatchObject({ proxy: undefined })
  })

  const useless = { ...environment, HTTPS_PROXY: 'ftp://user:secret@proxy.example' }

  test('that cannot be used is a mistake', async () => {
    const { found } = await read('key', useless)
    expect(found).toMatchObject([{ level: 'error', location: { variable: 'HTTPS_PROXY' } }])
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  test('that cannot be used is told of once, whatever else was told of', async () => {
    const told = async (location: Diagnostics[number]['location']) => {
      const diagnostics: Diagnostics = [{ level: 'error', location, message: 'Told.' }]
      const { inputs, given } = await readInputs({ ...useless, 'INPUT_ONCE-KEY': 'key' }, [])
      readOnce(inputs, given, new URL('https://api.walkme.com'), useless, diagnostics)
      return diagnostics.length
    }
    expect(await told({ variable: 'HTTPS_PROXY' })).toBe(1)
    expect(await told({ variable: 'HTTP_PROXY' })).toBe(2)
    expect(await told({ input: 'once-key' })).toBe(2)
  })
})

test.each(['-prod', ':x', 'incident--open'])(
  'a key with a gap, %s, is warned of: an expression in it was probably empty',
  async (key) => {
    const { settings, found } = await read(key)
    expect(settings?.key).toBe(key)
    expect(found).toEqual([
      {
        level: 'warning',
        location: { input: 'once-key' },
        message: expect.stringMatching(/^There is a gap at .* empty\? .* skipped as already sent\.$/),
      },
    ])
    const after = await read('b', { 'INPUT_AFTER-KEY': key })
    expect(after.found).toMatchObject([
      { level: 'warning', location: { input: 'after-key' }, message: expect.stringMatching(/key empty\?$/) },
    ])
  },
)
