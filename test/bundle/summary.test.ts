import { selectAll } from 'hast-util-select'
import { expect } from 'vitest'
import { runAction } from '../../runner/runner.ts'
import { test } from '../emulated.ts'
import { render, textOf } from '../report/github.ts'
import { validInputs } from '../world.ts'

test('the bundle writes the job summary into the file of the runner', async ({ emulator }) => {
  const { summary } = await runAction({
    inputs: { ...validInputs(emulator), 'runtime-title': 'Ask @octocat <b>', 'start-at': '+1d' },
  })

  const page = render(summary)
  expect(selectAll('h2', page).map(textOf)).toEqual(['WalkMe notification: sent'])
  expect(selectAll('td', page).map(textOf)).toEqual(
    expect.arrayContaining(['Ask @octocat <b>', emulator.ledger[0]?.notificationId]),
  )
})
