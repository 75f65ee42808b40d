import { data, wellKnownFunctions } from '@actions/expressions'
import { expressionData } from './expression-data.ts'

type ExpressionFunction = (typeof wellKnownFunctions)[string]

/** The maximum length of one filled-in text, in UTF-16 units. */
export const MAX_LENGTH = 256 * 1024

/**
 * GitHub's functions with two more checks, both of which throw: an argument of `format` or `join` that is no text
 * (it would silently become empty), and a result that is too long.
 */
export const FUNCTIONS = new Map<string, ExpressionFunction>([
  ...Object.entries(wellKnownFunctions).map(([name, fn]): [string, ExpressionFunction] => [
    name,
    {
      ...fn,
      call: (...args) => {
        if (name === 'format') rejectNonText(args, fn.name)
        if (name === 'join') rejectNonText(itemsOf(args), fn.name)
        if (maxResultLength(name, args) > MAX_LENGTH)
          throw new Error(`the result of ${fn.name}(…) would be too long`)
        const result = name === 'fromjson' ? fromJson(args) : fn.call(...args)
        if (isQuoted(name, args)) quotedTexts.add(result)
        if (result.primitive && result.coerceString().length > MAX_LENGTH) {
          throw new Error(`the result of ${fn.name}(…) is too long`)
        }
        return result
      },
    },
  ]),
])

// Texts with the quotes that toJSON puts around a text, or that were made from one.
const quotedTexts = new WeakSet<data.ExpressionData>()

/** Whether a result is a text with the quotes of toJSON in it, which people would read. An object's JSON is none. */
export function hasQuotesOfJson(result: data.ExpressionData): boolean {
  return quotedTexts.has(result)
}

function isQuoted(name: string, args: data.ExpressionData[]): boolean {
  if (name === 'tojson') return args.some(({ kind }) => kind === data.Kind.String || kind === data.Kind.Null)
  const parts = name === 'join' ? itemsOf(args) : name === 'format' ? args : []
  return parts.some((part) => quotedTexts.has(part))
}

function fromJson([text]: data.ExpressionData[]): data.ExpressionData {
  const json = text?.coerceString() ?? ''
  try {
    return expressionData(JSON.parse(json))
  } catch {
    throw new Error(json.trim() === '' ? 'fromJSON(…) of an empty text' : 'Error parsing JSON in fromJSON(…)')
  }
}

function rejectNonText(args: data.ExpressionData[], name: string): void {
  const index = args.findIndex((arg) => problemWith(arg) !== undefined)
  const arg = args[index]
  if (arg) throw new Error(`item ${index + 1} of ${name}(…) ${problemWith(arg)}; write || '…' after it`)
}

/** What `join` joins: the items of its list, or its only text. */
function itemsOf([list]: data.ExpressionData[]): data.ExpressionData[] {
  if (list === undefined) return []
  return list.kind === data.Kind.Array ? list.values() : [list]
}

/** The maximum length of a function's result in UTF-16 units, known before the result takes up memory. */
function maxResultLength(name: string, args: data.ExpressionData[]): number {
  const length = (arg: data.ExpressionData | undefined) => arg?.coerceString().length ?? 0
  const sum = (items: data.ExpressionData[]) => items.reduce((total, item) => total + length(item), 0)
  if (name === 'format') {
    const placeholders = args[0]?.coerceString().matchAll(/\{(\d+)/g) ?? []
    return [...placeholders].reduce(
      (total, [, index]) => total + length(args[Number(index) + 1]),
      length(args[0]),
    )
  }
  if (name === 'join') {
    const items = itemsOf(args)
    return sum(items) + items.length * length(args[1])
  }
  return 0
}

/** Why a result cannot be used as text, undefined if it can. */
export function problemWith(result: data.ExpressionData): string | undefined {
  switch (result.kind) {
    case data.Kind.Null:
      return 'is empty: there is no such value in this run'
    case data.Kind.Array:
      return 'is a list, not text'
    case data.Kind.Dictionary:
      return 'is an object, not text'
    case data.Kind.Number:
      return Number.isNaN(result.number()) ? 'is not a number' : undefined
    default:
      return undefined
  }
}
