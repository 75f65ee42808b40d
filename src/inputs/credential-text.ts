import { expressionFor, problemWithInvisible } from './id.ts'

// RFC 7617 §2: no control characters in the client ID and secret, no colon in the ID.
const CONTROL = /\p{Cc}/u
const QUOTES = /^(?:".*"|'.*'|`.*`|[“”„«»‘’].*[“”«»‘’])$/u
const SCHEME = /^(bearer|basic|token)\s/i
// How the names of secrets and variables are written, such as WALKME_CLIENT_ID.
const NAME = /^(?=.*[A-Z])(?=.*_)[A-Z\d_]+$/

/** Why a text cannot be a credential, in sentences that never show it. Undefined if it may be one. */
export function problemWithCredential(
  text: string,
  kind: 'client-id' | 'client-secret' | 'github-token',
): string | undefined {
  const isToken = kind === 'github-token'
  if (!isToken && CONTROL.test(text))
    return 'There is a line break or control character inside. Copy the value again.'
  if (NAME.test(text) || expressionFor(text) !== undefined)
    return isToken
      ? "This is the name of a token, not its value. Write ${{ github.token }}, or leave the input out: it is then the job's own token."
      : 'This is the name of a secret, not its value. Write ${{ secrets.NAME }}, with the name of your secret.'
  if (QUOTES.test(text)) return 'There are quotes around the value. Remove them.'
  const [, scheme] = SCHEME.exec(text) ?? []
  if (!isToken && scheme?.toLowerCase() === 'basic')
    return 'This is an Authorization header, which holds the ID and the secret together. Copy each alone from the API key.'
  if (scheme !== undefined)
    return `The value begins with the word "${scheme}", which is not part of it. Remove this word.`
  if (isToken)
    return /^[\x21-\x7e]+$/.test(text)
      ? undefined
      : 'There is a space or a character beyond ASCII inside. Copy the token again, or leave the input out.'
  const invisible = problemWithInvisible(text)
  if (invisible) return `The value ${invisible}`
  return kind === 'client-id' && text.includes(':')
    ? 'A client ID has no colon in it. Are these the ID and the secret together?'
    : undefined
}
