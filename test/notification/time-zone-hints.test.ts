import { describe, expect, test } from 'vitest'
import { knownTimeZone } from '../../src/notification/moment.ts'
import { timeZoneHint } from '../../src/notification/time-zone-hints.ts'

describe('what is written in place of a time zone is told which one, if there is one that it can be:', () => {
  test.each([
    ['Paris', 'Europe/Paris'],
    ['new york', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['Europe / Berlin', 'Europe/Berlin'],
    ['Europe/New_York', 'America/New_York'],
    ['Europe/Pariss', 'Europe/Paris'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['Europe/Munich', 'Europe/Berlin'],
    ['Munich', 'Europe/Berlin'],
    ['Asia/Mumbai', 'Asia/Kolkata'],
    ['Hamburg', 'Europe/Berlin'],
    ['Frankfurt', 'Europe/Berlin'],
    ['Delhi', 'Asia/Kolkata'],
    ['Beijing', 'Asia/Shanghai'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Boston', 'America/New_York'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Romance Standard Time', 'Europe/Paris'],
    ['GMT Standard Time', 'Europe/London'],
    ['Eastern Standard Time', 'America/New_York'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['Cairo', 'Africa/Cairo'],
    ['Tokyo', 'Asia/Tokyo'],
    ['Azores', 'Atlantic/Azores'],
    ['Sydney', 'Australia/Sydney'],
    ['Maldives', 'Indian/Maldives'],
    ['Auckland', 'Pacific/Auckland'],
    ['America  /  New  York', 'America/New_York'],
  ])('%s', (name, zone) => {
    expect(timeZoneHint(name, knownTimeZone)).toBe(`Write "${zone}".`)
    expect(knownTimeZone(zone)).toBeDefined()
  })
})

test.each(['UTC+2', 'GMT-5', 'UTC +02:00', '+02:00', '2'])('%s is an offset', (name) => {
  expect(timeZoneHint(name, knownTimeZone)).toMatch(/^An offset is another one in summer/)
})

test.each(['Tonga Standard Time', 'Central European Time'])('%s may be a name of Windows', (name) => {
  expect(timeZoneHint(name, knownTimeZone)).toMatch(/a name of Windows\. Look up the IANA name/)
})

test.each([
  'PST8',
  'Springfield',
  'America/Manaua',
  'Tonga Standard Times',
  '',
  'constructor',
  'Europe/Zxrxch',
])('%j may be any', (name) => {
  expect(timeZoneHint(name, knownTimeZone)).toBe('Write one such as Europe/Paris or America/New_York.')
})
