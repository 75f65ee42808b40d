import { expect, test } from 'vitest'
import { renderLog } from '../../runner/workflow-commands.ts'

const render = (lines: string[], options?: Parameters<typeof renderLog>[1]) =>
  renderLog(lines, options).text.split('\n')

test('annotations are shown in words, decoded, without where they point', () => {
  expect(
    render([
      '::error file=a.yml,line=3,title=T::One%0ATwo %25',
      '::warning::w',
      '  ::notice::n',
      '##[error]old',
      'with ##[warning]text before',
    ]),
  ).toEqual(['Error: One', 'Two %', 'Warning: w', 'Notice: n', 'Error: old', 'Warning: text before'])
})

test('what is added as a mask is hidden from there on, each of its lines and the longest first', () => {
  const { text, masked } = renderLog([
    'abc',
    '::add-mask::ab',
    '::add-mask::abcd',
    '::add-mask::k1%0Ak2',
    'abcd ab k2',
  ])
  expect(text.split('\n')).toEqual(['abc', '*** *** ***'])
  expect(masked).toEqual(['ab', 'abcd', 'k1\nk2', 'k1', 'k2'])
})

test('annotations are masked, too', () => {
  expect(render(['::add-mask::secret', '::error::it is secret'])).toEqual(['Error: it is ***'])
})

test('the runner hides its secrets from the first line on', () => {
  expect(render(['my $& secret', ''], { secrets: ['$& secret', ''] })).toEqual(['my ***', ''])
})

test('debug lines are shown on demand only', () => {
  expect(render(['::debug::d', 'x'])).toEqual(['x'])
  expect(render(['::debug::d', 'x'], { debug: true })).toEqual(['Debug: d', 'x'])
})

test('groups are indented, and an end too many does no harm', () => {
  expect(render(['::endgroup::', '::group::G', 'in', '::endgroup::', 'out'])).toEqual(['▼ G', '  in', 'out'])
})

test('commands that show nothing are not shown', () => {
  expect(render(['::set-output name=a::b', '::save-state name=a::b', '::echo::on', 'x'])).toEqual(['x'])
})

test('what only looks like a command is text', () => {
  const lines = ['::unknown::x', 'a ::error::b', '::error', '##[unknown]', '##URL##']
  expect(render(lines)).toEqual(lines)
})

test('between stop-commands and its token nothing is obeyed', () => {
  expect(render(['::stop-commands::t0k', '::error::x', '::t0k::', '::error::y'])).toEqual([
    '::error::x',
    'Error: y',
  ])
})
