import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Lexer, Parser } from '@actions/expressions'
import { parse } from 'yaml'
import * as z from 'zod'
import { readRepository } from '../../scripts/repository.ts'
import { runsIf } from '../skipped.ts'

const manifest = z
  .object({
    inputs: z.record(z.string(), z.object({ required: z.boolean().default(false) })),
    outputs: z.record(z.string(), z.unknown()),
  })
  .parse(parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')))

const { fullName } = readRepository()
const usesOurs = z.object({
  id: z.string().optional(),
  uses: z.string().refine((uses) => uses === './' || uses.startsWith(`${fullName}@`)),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
})

type Use = z.infer<typeof usesOurs>

const finding = z.object({ line: z.number(), column: z.number(), message: z.string() })

/** Whether actionlint is on this machine. */
export const hasActionlint = runsIf(
  spawnSync('actionlint', ['--version']).error === undefined,
  'actionlint in the tests of workflows. It is not on the PATH; CONTRIBUTING.md says how to get it.',
)

/**
 * What is wrong with a workflow: all that actionlint finds, where there is one, and what it cannot know: inputs and outputs that action.yml does
 * not have, inputs that are missing, text in `overrides` that could write overrides of its own.
 *
 * @param path how it is called in the repository
 */
export function mistakesIn(source: string, path: string): string[] {
  const uses = usesIn(parse(source))
  return [
    ...(hasActionlint ? lint(source, path) : []),
    ...uses.flatMap(({ with: inputs }) => [
      ...unknownInputs(inputs),
      ...missingInputs(inputs),
      ...rawOverrides(inputs),
    ]),
    ...unknownOutputs(source, uses),
  ]
}

function lint(source: string, path: string): string[] {
  // Outside of any repository: what a workflow calls need not be there.
  const { stdout } = spawnSync('actionlint', ['-stdin-filename', path, '-format', '{{json .}}', '-'], {
    cwd: tmpdir(),
    input: source,
    encoding: 'utf8',
  })
  const found = z.array(finding).parse(JSON.parse(stdout))
  return found.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`)
}

/** Every step that uses this action, wherever it stands in some YAML. */
export function usesIn(value: unknown): Use[] {
  const { data: ours } = usesOurs.safeParse(value)
  if (ours) return [ours]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(usesIn) : []
}

function unknownInputs(inputs: Use['with']): string[] {
  return Object.keys(inputs)
    .filter((name) => !Object.hasOwn(manifest.inputs, name))
    .map((name) => `action.yml has no input "${name}"`)
}

function missingInputs(inputs: Use['with']): string[] {
  const required = Object.entries(manifest.inputs).flatMap(([name, { required }]) => (required ? [name] : []))
  const mayHaveNoSecrets = inputs['dry-run'] === 'true' || inputs['on-missing-credentials'] === 'skip'
  if (!mayHaveNoSecrets) required.push('client-id', 'client-secret')
  if (!inputs['notification-file']) required.push('template-id')
  const missing = required.filter((name) => !inputs[name])
  if (!inputs['notification-file'] && !inputs['audiences'] && !inputs['end-users']) missing.push('audiences')
  return missing.map((name) => `the input "${name}" is missing`)
}

/** Lines of `overrides` with an expression that is more than one call of `toJSON`, or shares its line with other text. */
function rawOverrides({ overrides = '' }: Use['with']): string[] {
  return overrides
    .split('\n')
    .filter(
      (line) => line.includes('${{') && !isJson(/^\s*(?:"[^"]*"|[\w#-]+): \$\{\{(.*)\}\}$/.exec(line)?.[1]),
    )
    .map((line) => `text that is not under our control needs toJSON: ${line.trim()}`)
}

function isJson(expression = ''): boolean {
  if (!/^\s*toJSON\(/i.test(expression)) return false
  const contexts = ['github', 'inputs', 'env', 'needs', 'steps', 'matrix', 'job', 'vars']
  return 'functionName' in new Parser(new Lexer(expression).lex().tokens, contexts, []).parse()
}

function unknownOutputs(source: string, uses: Use[]): string[] {
  return [...source.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([whole, id, output = '']) => {
    const isUnknown = uses.some((use) => use.id === id) && !Object.hasOwn(manifest.outputs, output)
    return isUnknown ? [`action.yml has no output for ${whole}`] : []
  })
}
