import type { IdKind } from './id.ts'
import type { CheckItem } from './list.ts'

// Letters, digits, `_` and `-`, and none of the words that stand for something else.
const PLAIN_ID = /^(?!(?:null|undefined|object|array|all|every(?:body|one))$)[a-z\d][\w-]*$/i
// No name of a secret is of this form: those have upper case alone, a dot or a sign.
const PLAIN_CREDENTIAL = /^(?![A-Z\d_]+$)[\w+/=~-]+$/

// The webpack comments put all such rules into one chunk.

/** What checks the IDs of a text. The rules are a separate chunk, because most IDs plainly keep all of them. */
export async function idCheckFor(text: string, kind: IdKind): Promise<CheckItem> {
  if (text.split(/[\n,]/).every((item) => PLAIN_ID.test(item.trim()))) return () => undefined
  const { problemWithId } = await import(/* webpackChunkName: "rules" */ './id.ts')
  return (item, form) => problemWithId(item, kind, form)
}

/** What is wrong with a credential. The rules are a separate chunk, because most credentials plainly keep all of them. */
export async function problemWith(
  text: string,
  kind: 'client-id' | 'client-secret' | 'github-token',
): Promise<string | undefined> {
  if (PLAIN_CREDENTIAL.test(text)) return undefined
  const { problemWithCredential } = await import(/* webpackChunkName: "rules" */ './credential-text.ts')
  return problemWithCredential(text, kind)
}
