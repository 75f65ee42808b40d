import { expect, test } from 'vitest'
import { defaultAccount, oneSystem } from '../../emulator/account.ts'
import { enter, type LedgerEntry } from '../../emulator/ledger.ts'
import type { Notification } from '../../emulator/notification.ts'
import { columns } from '../../emulator/plain-text.ts'
import { renderNotification } from '../../emulator/show.ts'

function entry(members: Partial<Notification>): LedgerEntry {
  const account = { ...defaultAccount(), ...oneSystem() }
  const [template, audience] = [account.templates[0], account.audiences[0]]
  if (template === undefined || audience === undefined) throw new Error('The default account is empty')
  const notification = { templateId: template.id, audiencesIds: [audience.id], ...members }
  const result = enter(notification, account, new Date('2026-03-01T12:00:00Z'))
  if ('refusal' in result) throw new Error(result.refusal.message)
  return { ...result.entry, notificationId: 'f3b1c0de-0000-4000-8000-000000000001' }
}

test('a notification is drawn as people meet it, with what is known about it below', () => {
  const drawn = renderNotification(
    entry({
      endUsersIds: ['user-90@example.com'],
      notificationType: 'popup',
      runtimeDescription: 'Line 1\n- Line 2',
      override: [
        { key: 'VERSION', value: '4.10' },
        { key: 'NAME', value: 'x' },
      ],
    }),
  )
  expect(drawn.split('\n').map((line) => line.replace(/^│ (.*?) *│$/, '$1'))).toEqual([
    `┌─ Pop-up notification ${'─'.repeat(52)}┐`,
    'Version 4.10 is live',
    '',
    'Line 1',
    '- Line 2',
    '',
    '[ What is new in 4.10 ]  ##URL##',
    `├${'─'.repeat(74)}┤`,
    'To        41 people: audience "Everybody in sales" (40), 1 end user',
    'Shown     2026-03-01 12:00 UTC to 2026-03-31 12:00 UTC',
    'System    e0e1e2e3e4e5e6e7e8e9eaebecedeeef',
    'ID        f3b1c0de-0000-4000-8000-000000000001',
    'Filled    ###VERSION###: by keys without hashes',
    'Unfilled  ##URL##: people see this as it is',
    'Unused    NAME: the template has no such placeholder',
    `└${'─'.repeat(74)}┘`,
  ])
})

test('a preview is said to be one, by its titles', () => {
  const heading = (members: Partial<Notification>) => renderNotification(entry(members)).split('\n')[0]

  expect(heading({ runtimeTitle: '[Preview] CRM 4.10 is live' })).toMatch(
    /^┌─ Push notification, a preview ─+┐$/,
  )
  expect(heading({ title: '[Preview] CRM' })).toMatch(/^┌─ Push notification, a preview ─+┐$/)
  expect(heading({ runtimeTitle: 'A [Preview] ' })).toMatch(/^┌─ Push notification ─+┐$/)
})

test('placeholders that were filled are told apart by whether their keys had the hashes', () => {
  const keys = ['VERSION', 'SUMMARY', '##URL##']
  const drawn = renderNotification(entry({ override: keys.map((key) => ({ key, value: 'x' })) }))
  expect(drawn.replaceAll(/ *│\n│ +/g, ' ')).toContain(
    'Filled  ###VERSION###, ###SUMMARY###: by keys without hashes; ##URL##: by keys with their hashes',
  )
})

test('the box keeps its shape around wide and long text', () => {
  const drawn = renderNotification(
    entry({ runtimeTitle: '🚀 日本語 '.repeat(20), runtimeDescription: 'x'.repeat(300) }),
  )
  expect(new Set(drawn.split('\n').map(columns))).toEqual(new Set([76]))
  expect(drawn.match(/x/g)).toHaveLength(300)
})

test('nothing in it reaches the terminal or the runner as a command', () => {
  const evil = '\u001b]0;title\u0007\r\n::add-mask::a\n##[error]b\u009b2J'
  const drawn = renderNotification(
    entry({ runtimeTitle: evil, runtimeDescription: evil, override: [{ key: evil, value: evil }] }),
  )
  expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^\s*::|##\[/m)
  expect(drawn).toContain('␛]0;title')
})

test('end users are counted and never named', () => {
  const drawn = renderNotification(entry({ endUsersIds: ['user-90@example.com', 'user-91@example.com'] }))
  expect(drawn).toContain('2 end users')
  expect(drawn).not.toContain('@')
})
