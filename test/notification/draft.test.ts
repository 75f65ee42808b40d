import { describe, expect, test } from 'vitest'
import { inputsSchema } from '../../src/inputs/schema.ts'
import { type Draft, draftFromInputs, INPUT_OF, mergeDrafts } from '../../src/notification/draft.ts'

describe('the draft of the inputs', () => {
  test('has what was given, each at its input', async () => {
    const texts = {
      'template-id': 't',
      audiences: 'sales',
      overrides: 'A: b',
      'show-hours': 'Mon 08:00-18:00',
    }
    const inputs = await inputsSchema.parseAsync({ ...texts, 'start-at': '+1h', 'notification-type': 'push' })
    const at = (input: string) => ({ location: { input } })

    expect(draftFromInputs(inputs, new Set())).toEqual({
      templateId: { ...at('template-id'), value: 't' },
      audiencesIds: { ...at('audiences'), value: ['sales'] },
      notificationType: { ...at('notification-type'), value: 'push' },
      startAt: { ...at('start-at'), value: '+1h' },
      showHours: { ...at('show-hours'), value: ['Mon 08:00-18:00'] },
      override: {
        ...at('overrides'),
        value: [{ key: 'A', value: 'b', location: { input: 'overrides', line: 1, column: 1 } }],
      },
    })
  })

  test('knows of each member that was given and could not be read, and where', async () => {
    const inputs = await inputsSchema.parseAsync({})
    const expected = Object.entries(INPUT_OF).map(([member, input]) => [member, { location: { input } }])

    expect(draftFromInputs(inputs, new Set(Object.values(INPUT_OF)))).toEqual(Object.fromEntries(expected))
  })
})

describe('of two drafts', () => {
  const title = (value: string) => ({ location: { input: 'title' }, value })
  const location = { input: 'overrides' }
  const texts = (...pairs: [key: string, value: string][]): Draft => ({
    override: { location, value: pairs.map(([key, value]) => ({ key, value, location })) },
  })
  const file: Draft = { title: title('lower'), runtimeTitle: title('only'), ...texts(['A', '1'], ['B', '2']) }

  test('the upper one counts, and texts for placeholders are merged by key', () => {
    expect(mergeDrafts({ title: title('upper'), ...texts(['B', '3'], ['C', '4']) }, file)).toEqual({
      title: title('upper'),
      runtimeTitle: title('only'),
      ...texts(['A', '1'], ['B', '3'], ['C', '4']),
    })
    expect(mergeDrafts({}, file)).toEqual(file)
    expect(mergeDrafts(file, {})).toEqual(file)
  })

  test('the texts for placeholders are not known if one of them could not be read', () => {
    const unread: Draft = { override: { location } }

    expect(mergeDrafts(unread, file)).toEqual({ ...file, ...unread })
    expect(mergeDrafts(file, unread)).toEqual({ ...file, ...unread })
  })
})
