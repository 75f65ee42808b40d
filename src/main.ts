import * as files from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { Environment } from './environment.ts'
import type { Connections } from './http/connections.ts'
import { toolkit } from './log/toolkit.ts'
import { run } from './run.ts'

// By default zod compiles each schema to code. Ours are used once or twice, so compiling takes longer than it saves.
z.config({ jitless: true })

/**
 * Runs the action with the real process, clock and files.
 *
 * @param cancelled aborted when the job is cancelled
 */
export async function main(
  environment: Environment,
  early: Connections | undefined,
  cancelled: AbortSignal,
): Promise<void> {
  // If the reader of the log closes the pipe, the send must still finish.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

  process.exitCode = await run({
    environment,
    core: toolkit,
    files,
    early,
    cancelled,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
    random: () => Math.random(),
  })
}
