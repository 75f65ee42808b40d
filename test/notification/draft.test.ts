import { describe, expect, test } from 'vitest'
import { inputsSchema } from '../../src/inputs/schema.ts'
import { type Draft, draftFromInputs, INPUT_OF, mergeDrafts } from '../../src/notification/draft.ts'

describe('the draft of the inputs', () => {
  test('has what was given, each at its input, and nothing else', async () => {
    const texts = {
      'template-id': 't',
      title: 'Title',
      'runtime-title': 'Runtime title',
      'runtime-description': 'Text',
      'notification-type': 'push',
      'start-at': '+1h',
      'end-at': '+2h',
      'time-zone': 'UTC',
    }
    const lists = {
      'system-id': 'crm',
      audiences: 'sales',
      'end-users': 'ann',
      'show-hours': 'Mon 08:00-18:00',
      placeholders: 'A',
    }
    const inputs = await inputsSchema.parseAsync({ ...texts, ...lists, overrides: 'A: b' })
    const values: Record<string, unknown> = {
      ...texts,
      ...Object.fromEntries(Object.entries(lists).map(([input, item]) => [input, [item]])),
      overrides: [{ key: 'A', value: 'b', location: { input: 'overrides', line: 1, column: 1 } }],
    }
    const expected = Object.entries(INPUT_OF).map(([member, input]) => [
      member,
      { location: { input }, value: values[input] },
    ])

    expect(draftFromInputs(inputs, new Set())).toStrictEqual(Object.fromEntries(expected))
    expect(draftFromInputs(await inputsSchema.parseAsync({}), new Set())).toStrictEqual({})
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
