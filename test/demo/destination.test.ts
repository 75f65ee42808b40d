import { expect, test } from 'vitest'
import { chooseDestination } from '../../demo/destination.ts'

const all = {
  WALKME_CLIENT_ID: 'id',
  WALKME_CLIENT_SECRET: 'secret',
  WALKME_TEMPLATE_ID: 'template',
  WALKME_AUDIENCES: 'a, b\nc,',
}

test('without any of the variables it goes to the emulator', () => {
  expect(chooseDestination({})).toEqual({ kind: 'emulator' })
  expect(chooseDestination({ WALKME_CLIENT_ID: '', WALKME_AUDIENCES: ' ' })).toEqual({ kind: 'emulator' })
})

test('with all four it goes to WalkMe', () => {
  expect(chooseDestination(all)).toEqual({
    kind: 'walkme',
    inputs: {
      'client-id': 'id',
      'client-secret': 'secret',
      'template-id': 'template',
      audiences: 'a, b\nc,',
    },
    audiences: 3,
  })
})

test('data center and URL can be set, too', () => {
  const destination = chooseDestination({
    ...all,
    WALKME_DATA_CENTER: 'eu',
    WALKME_API_URL: 'http://127.0.0.1:1',
  })
  expect(destination).toMatchObject({ inputs: { 'data-center': 'eu', 'api-url': 'http://127.0.0.1:1' } })
})

test.each(Object.keys(all))('without %s alone it is named as missing', (name) => {
  expect(chooseDestination({ ...all, [name]: '' })).toEqual({ kind: 'incomplete', missing: [name] })
})
