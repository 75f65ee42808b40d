import * as core from '@actions/core'
import { run } from './run.ts'

// A reader of the log that hangs up must not take down a delivery that is under way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

process.exitCode = await run({
  environment: process.env,
  core,
  now: () => Date.now(),
  elapsed: () => performance.now(),
})
