import type { Message } from '../yaml/errors.ts'

// Expressions as other tools and shells write them, or with a brace or the dollar sign forgotten.
const RAW =
  /(?:\$\{(?!\{)|(?<!\$)\{\{)\s{0,9}(?<context>github|env|secrets|inputs|vars|needs|steps|matrix|strategy|jobs?|runner)[.[][^{}\n]{1,200}\}{1,2}/
const SHELL = /\$\{?(GITHUB_[A-Z_]{1,40})\b\}?/

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
  return describe(match, match.groups?.['context'] ?? '', inner)
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
