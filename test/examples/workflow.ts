import { parse } from 'yaml'
import * as z from 'zod'
import { readRepository } from '../../scripts/repository.ts'

const { fullName } = readRepository()

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const texts = z.record(z.string(), scalar)

// Strict, so that what the tests do not understand is red and not ignored.
const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: scalar.optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: texts.default({}),
  env: texts.default({}),
  'continue-on-error': z.boolean().default(false),
})

const job = z.strictObject({
  name: z.string().optional(),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  if: scalar.optional(),
  strategy: z
    .strictObject({
      'fail-fast': z.boolean().optional(),
      matrix: z.record(z.string(), z.array(scalar)).default({}),
    })
    .default({ matrix: {} }),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  concurrency: z.optional(z.unknown()),
  permissions: texts.optional(),
  env: texts.default({}),
  outputs: texts.default({}),
  steps: z.array(step).default([]),
  uses: z.string().optional(),
  with: texts.default({}),
  secrets: texts.default({}),
})

const declaredInput = z.strictObject({
  description: z.string(),
  type: z.enum(['string', 'choice']),
  options: z.array(z.string()).optional(),
  required: z.boolean().default(false),
  default: z.string().optional(),
})

const call = z.strictObject({
  inputs: z.record(z.string(), declaredInput).default({}),
  secrets: z.record(z.string(), z.strictObject({ required: z.boolean() })).default({}),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })).default({}),
})

const workflow = z.strictObject({
  name: z.string().optional(),
  on: z.union([
    z.string(),
    z.looseObject({ workflow_dispatch: call.nullish(), workflow_call: call.nullish() }),
  ]),
  permissions: texts.optional(),
  concurrency: z.optional(z.unknown()),
  env: texts.default({}),
  jobs: z.record(z.string(), job),
})

/** A workflow file, as far as the tests play it. */
export type Workflow = z.infer<typeof workflow>
/** One of its jobs. */
export type Job = z.infer<typeof job>
/** One step of a job. */
export type Step = z.infer<typeof step>
/** What a workflow that is called or dispatched declares. */
export type Call = z.infer<typeof call>

/** @throws For what is no workflow, or one with a key that the tests do not know. */
export function readWorkflow(source: string): Workflow {
  return workflow.parse(parse(source))
}

/** Whether a step uses this action; within this repository it is `./`. */
export function isOurs({ uses = '' }: Step): boolean {
  return uses === './' || uses.startsWith(`${fullName}@`)
}
