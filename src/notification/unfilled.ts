import { addError, addWarning, type Diagnostics } from '../diagnostics.ts'
import { cutBetweenWords } from '../text.ts'
import { bothForms } from '../yaml/errors.ts'
import type { Located } from './draft.ts'
import { URL_OR_PATH, warnAboutEscapes } from './literal-escapes.ts'
import { rawExpression } from './raw-expression.ts'

// What templates and shells of other kinds fill in. `%C3%` is a part of a URL, and `${{ … }}` is from a text that was filled in.
const VARIABLE =
  /(?<!\$)\{\{[^{}\n]{1,100}\}\}|\$\{(\w{1,100})\}|\$(GITHUB_[A-Z_]{1,40})\b|(?<![\w%])%(?![\dA-F]{2}%)[A-Z][A-Z\d_]{1,100}%(?![\w%])/

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
