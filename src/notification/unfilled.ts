import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import { cutBetweenWords } from '../text.ts'
import { bothForms, type Message } from '../yaml/errors.ts'
import type { Located } from './draft.ts'
import { URL_OR_PATH, warnAboutEscapes } from './literal-escapes.ts'

// Expressions as other tools and shells write them, or with a brace or the dollar sign forgotten.
const RAW =
  /(?:\$\{(?!\{)|(?<!\$)\{\{)\s{0,9}(?<context>github|env|secrets|inputs|vars|needs|steps|matrix|strategy|jobs?|runner)[.[][^{}\n]{1,200}\}{1,2}/
const SHELL = /\$\{?(GITHUB_[A-Z_]{1,40})\b\}?/

// What templates and shells of other kinds fill in. `%C3%` is a part of a URL, and `${{ … }}` is from a text that was filled in.
const VARIABLE =
  /(?<!\$)\{\{[^{}\n]{1,100}\}\}|\$\{(\w{1,100})\}|\$(GITHUB_[A-Z_]{1,40})\b|(?<![\w%])%(?![\dA-F]{2}%)[A-Z][A-Z\d_]{1,100}%(?![\w%])/

/** An expression that would be sent as it is: where it stands, in UTF-16 units, the context it reads, and what to say. */
interface RawExpression {
  offset: number
  length: number
  context: string
  message: Message
}

/** What the author surely meant as an expression, such as `{{ github.sha }}`. */
export function rawExpression(text: string): RawExpression | undefined {
  const match = RAW.exec(text)
  if (match === null) return undefined
  const inner = match[0].replace(/^[${]+|\}+$/g, '').trim()
  return describe(match, match.groups?.['context']?.toLowerCase() ?? '', inner)
}

/** The same, and a variable of GitHub's as a shell reads it, such as `$GITHUB_SHA`. In a file nobody else can have written that. */
export function rawInFile(text: string): RawExpression | undefined {
  const raw = rawExpression(text)
  const shell = SHELL.exec(text)
  return raw ?? (shell ? describe(shell, 'env', `env.${shell[1]}`) : undefined)
}

function describe({ 0: found, index }: RegExpExecArray, context: string, inner: string): RawExpression {
  const bare = 'This is not an expression, and people would read it as it is. Write ${{ and }} around it'
  const message = { text: `${bare}: \${{ ${inner} }}`, bare: `${bare}.` }
  return { offset: index, length: found.length, context, message }
}

/**
 * Checks texts for what people would read as it is. An expression without its dollar sign is an error in an input; in a
 * file it was looked for before the expressions were filled in, since a commit message may have one. Other variables, and
 * escapes, earn a warning.
 */
export function checkTexts(texts: readonly (Located<string> | undefined)[], diagnostics: Diagnostics): void {
  warnAboutEscapes(texts, diagnostics)
  for (const text of texts) {
    if (text?.value === undefined) continue
    const { location, value } = text
    const raw = 'input' in location ? rawExpression(value) : undefined
    if (raw) {
      addError(diagnostics, location, bothForms(raw.message).message)
      continue
    }
    const [variable, braces, dollar] = VARIABLE.exec(value.replace(URL_OR_PATH, '')) ?? []
    if (variable === undefined) continue
    const shown = cutBetweenWords(variable, 60)
    const name = braces ?? dollar ?? 'NAME'
    const message = `People will read "${shown}" in this text as it is: nothing fills it in. Write the text itself, or an expression such as \${{ env.${name} }}.`
    addWarning(diagnostics, location, message)
  }
}
