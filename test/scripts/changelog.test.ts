import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { releaseNotes } from '../../scripts/changelog.ts'

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.10.0] - 2026-12-01

### Added

- Something new.

## [1.1.0] - 2026-11-24

## [1.0.0] - 2026-11-23

### Added

- The first.

[unreleased]: https://github.com/octo-org/walkme-notify-action/compare/v1.10.0...HEAD
[1.10.0]: https://github.com/octo-org/walkme-notify-action/compare/v1.1.0...v1.10.0
`

describe('the notes of a release', () => {
  test.each(['1.10.0', 'v1.10.0'])('are the section of the version %s, without its heading', (version) => {
    expect(releaseNotes(CHANGELOG, version)).toBe('### Added\n\n- Something new.')
  })

  test('of the oldest version end before the links', () => {
    expect(releaseNotes(CHANGELOG, 'v1.0.0')).toBe('### Added\n\n- The first.')
  })

  test.each(['v1.1.1', 'v1.1', 'Unreleased', ''])('are refused for %j, which has no section', (version) => {
    expect(() => releaseNotes(CHANGELOG, version)).toThrow(/has no section/)
  })

  test('are refused where the section is empty', () => {
    expect(() => releaseNotes(CHANGELOG, 'v1.1.0')).toThrow(/is empty/)
  })
})

test('the changelog of this repository has a section for what is not released yet', () => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')

  expect(changelog).toMatch(/^## \[Unreleased\]$/m)
})
