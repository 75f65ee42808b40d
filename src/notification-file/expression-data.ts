import { data } from '@actions/expressions'

/**
 * Plain JSON as the data of expressions. GitHub's own conversion passes all items of a list as arguments of one call,
 * which fails for a long list ("Maximum call stack size exceeded").
 */
export function expressionData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) {
    const list = new data.Array()
    for (const item of value) list.add(expressionData(item))
    return list
  }
  return value !== null && typeof value === 'object' ? dictionaryOf(value) : new data.Null()
}

/** A plain object as a dictionary of expressions. */
export function dictionaryOf(value: object): data.Dictionary {
  const dictionary = new data.Dictionary()
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) dictionary.add(key, expressionData(item))
  return dictionary
}
