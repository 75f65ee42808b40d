import * as files from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { Connections } from './http/connections.ts'
import { toolkit } from './log/toolkit.ts'
import { run } from './run.ts'

// Each schema is used once or twice: compiling it to code first, as zod does, takes longer than that saves.
z.config({ jitless: true })

/** The action in the real world: its process, its clock and the runner's files. */
export async function main(early: Connections | undefined): Promise<void> {
  // A reader of the log that hangs up must not take down a delivery that is under way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

  // The runner cancels with SIGINT and, 7.5 seconds later, SIGTERM (on Windows Ctrl+C and Ctrl+Break). Neither may
  // end the process by itself: what is under way has to be reported.
  const cancellation = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const)
    process.on(signal, () => cancellation.abort())

  process.exitCode = await run({
    environment: process.env,
    core: toolkit,
    files,
    early,
    cancelled: cancellation.signal,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
    random: () => Math.random(),
  })
}
