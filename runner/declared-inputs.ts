import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import * as z from 'zod'

const manifest = z.object({
  inputs: z.record(z.string(), z.object({ default: z.unknown().optional() }).nullable()).default({}),
})

/** `INPUT_` and the name in upper case; the runner replaces spaces and nothing else, so hyphens stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

/**
 * The inputs that the runner passes beside those of `with:`: each that action.yml declares, with its default or empty.
 * @param token What `${{ github.token }}` is in a default.
 * @throws If the file cannot be read, is no action's, or a default holds any other expression.
 */
export async function declaredInputs(actionFile: string, token: string): Promise<Record<string, string>> {
  const { inputs } = manifest.parse(parse(await readFile(actionFile, 'utf8')))
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const text = String(input?.default ?? '').replace(/\$\{\{\s*github\.token\s*\}\}/g, () => token)
      if (text.includes('${{')) throw new Error(`The default of ${name} holds an expression: ${text}`)
      return [name, text]
    }),
  )
}
