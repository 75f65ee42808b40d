import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** A text that the program has written out: its file, and its fixed pieces, in order. What varies lies between them. */
export interface Written {
  file: string
  pieces: string[]
}

/** Every text of the source, as a whole: pieces joined with `+` and templates are one text. */
export function writtenTexts(): Written[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const file = path.replaceAll('\\', '/')
      const source = ts.createSourceFile(file, readFileSync(`${src}/${path}`, 'utf8'), ts.ScriptTarget.Latest)
      return textsIn(source).map((pieces) => ({ file, pieces }))
    })
}

function textsIn(root: ts.Node): string[][] {
  const texts: string[][] = []
  const visit = (node: ts.Node): void => {
    const pieces = piecesOf(node)
    if (pieces) texts.push(pieces)
    // What a template has inside is a text of its own.
    ts.forEachChild(node, pieces && ts.isStringLiteralLike(node) ? () => {} : pieces ? visitInside : visit)
  }
  const visitInside = (node: ts.Node): void => {
    if (ts.isTemplateSpan(node)) visit(node.expression)
    else if (ts.isBinaryExpression(node)) ts.forEachChild(node, visitInside)
    else if (ts.isTemplateExpression(node)) ts.forEachChild(node, visitInside)
    else if (!ts.isLiteralExpression(node)) visit(node)
  }
  visit(root)
  return texts
}

/** The fixed pieces of an expression that makes a text; undefined if it makes none, or nothing of it is written out. */
function piecesOf(node: ts.Node): string[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined
  const [left, right] = [piecesOf(node.left), piecesOf(node.right)]
  if (left === undefined && right === undefined) return undefined
  const [before, after] = [left ?? [''], right ?? ['']]
  return [...before.slice(0, -1), `${before.at(-1)}${after[0]}`, ...after.slice(1)]
}

// The verbs with which our messages say what to do.
const VERBS =
  'add ask begin check compare copy correct create delete exempt fix give indent keep leave look make name press put raise read remove ' +
  'replace report run search separate set shorten start switch turn use write'
const SAYS_WHAT_TO_DO = new RegExp(`(^|[.:;,?>] |\\b(and|or) )(${VERBS.replaceAll(' ', '|')})\\b`, 'i')
const SAYS_WHAT_WAS_EXPECTED =
  /\b((was|were) expected|must|maximum is|exactly|is not one of|[Qq]uotes|is missing)\b/

/**
 * Whether a message carries its own remedy, so that the page need not explain it. The rule: a clause of it begins with a
 * verb that says what to do, or it says what was expected, or what is missing, or that quotes are needed.
 */
export function carriesRemedy(message: string): boolean {
  return SAYS_WHAT_TO_DO.test(message) || SAYS_WHAT_WAS_EXPECTED.test(message)
}

// Texts of these are not messages: descriptions of the schema, and words of the summary, which explain themselves.
const NO_MESSAGES = /^(notification-file\/schema|report\/(summary.*|links|details))\.ts$/
// Lines of the log that tell how it goes, a commit message, and clauses that only stand within a message.
const NO_MESSAGE =
  /^(Once: (the claim|by the|the record of|.*waiting)|This is no branch|.*: skipped$|A request is never|The response is too)/

/** The texts that are messages without their own remedy: four words in a row at least. */
export function messagesToExplain(texts: readonly Written[]): Written[] {
  return texts.filter(({ file, pieces }) => {
    const text = pieces.join('<…>')
    const isMessage =
      /(^|\s)\p{L}\S*(\s+\p{L}\S*){3}/u.test(text) && !NO_MESSAGES.test(file) && !NO_MESSAGE.test(text)
    return isMessage && !carriesRemedy(text)
  })
}

/** Whether an entry of the page has this text in it. What varies is anything. */
export function isIn({ pieces }: Written, entry: string): boolean {
  const pattern = pieces.map((piece) => RegExp.escape(piece.trim())).join('.*')
  return new RegExp(pattern, 'i').test(entry)
}

/** Whether an entry of the page is this text as a whole, as a sentence. */
export function isWhole({ pieces }: Written, entry: string): boolean {
  if (pieces.join('').trim().split(/\s+/).length < 3) return false
  const pattern = pieces.map((piece) => RegExp.escape(piece)).join('.+')
  return new RegExp(`^${pattern}\\.?$`, 'is').test(entry)
}
