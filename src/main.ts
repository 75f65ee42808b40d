import * as files from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { Connections } from './http/connections.ts'
import { toolkit } from './log/toolkit.ts'
import { run } from './run.ts'

// By default zod compiles each schema to code. Ours are used once or twice, so compiling takes longer than it saves.
z.config({ jitless: true })

/** Runs the action with the real process, clock and files. */
export async function main(early: Connections | undefined): Promise<void> {
  // If the reader of the log closes the pipe, the send must still finish.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

  // The runner cancels with SIGINT and, 7.5 seconds later, SIGTERM (on Windows Ctrl+C and Ctrl+Break). Neither may end
  // the process directly: the action must first report what was sent.
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
