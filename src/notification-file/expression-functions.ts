import { data, wellKnownFunctions } from '@actions/expressions'

type ExpressionFunction = (typeof wellKnownFunctions)[string]

/** The most that one filled-in text may have, in characters. */
export const MAX_LENGTH = 256 * 1024

/** GitHub's functions, but without silence (an empty argument vanishes in `format`) and without end. */
export const FUNCTIONS = new Map<string, ExpressionFunction>([
  ...Object.entries(wellKnownFunctions).map(([name, fn]): [string, ExpressionFunction] => [
    name,
    {
      ...fn,
      call: (...args) => {
        if (name === 'format') rejectNonText(args, fn.name)
        if (name === 'join') rejectNonText(itemsOf(args), fn.name)
        if (lengthBefore(name, args) > MAX_LENGTH)
          throw new Error(`the result of ${fn.name}(…) would be too long`)
        const result = fn.call(...args)
        if (result.primitive && result.coerceString().length > MAX_LENGTH) {
          throw new Error(`the result of ${fn.name}(…) is too long`)
        }
        return result
      },
    },
  ]),
])

function rejectNonText(args: data.ExpressionData[], name: string): void {
  const index = args.findIndex((arg) => problemWith(arg) !== undefined)
  const arg = args[index]
  if (arg) throw new Error(`item ${index + 1} of ${name}(…) ${problemWith(arg)}; write || '…' behind it`)
}

/** What `join` joins: its list's items, or its one text. */
function itemsOf([list]: data.ExpressionData[]): data.ExpressionData[] {
  if (list === undefined) return []
  return list.kind === data.Kind.Array ? list.values() : [list]
}

/** How long the result of a function will be at the most, in characters, before it takes up any memory. */
function lengthBefore(name: string, args: data.ExpressionData[]): number {
  const length = (arg: data.ExpressionData | undefined) => arg?.coerceString().length ?? 0
  const sum = (items: data.ExpressionData[]) => items.reduce((total, item) => total + length(item), 0)
  if (name === 'format') {
    const places = args[0]?.coerceString().matchAll(/\{(\d+)/g) ?? []
    return [...places].reduce((total, [, index]) => total + length(args[Number(index) + 1]), length(args[0]))
  }
  if (name === 'join') {
    const items = itemsOf(args)
    return sum(items) + items.length * length(args[1])
  }
  return 0
}

/** Why a result cannot be text for people; undefined where it can. */
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
