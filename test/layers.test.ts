import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

// From the roof down: a file imports only what lies in its own folder or on a floor below.
const FLOORS = [
  ['index.ts'],
  ['main.ts'],
  ['run.ts'],
  ['plan.ts'],
  ['once', 'report'],
  ['notification-file', 'walkme'],
  ['notification'],
  ['inputs'],
  ['http', 'log'],
  ['yaml'],
  ['diagnostics.ts', 'environment.ts', 'names.ts', 'text.ts'],
]

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const placeOf = (path: string) => path.split(/[\\/]/)[0] ?? ''
const floorOf = (path: string) => FLOORS.findIndex((floor) => floor.includes(placeOf(path)))

test('every folder has a floor, and every floor is there', () => {
  expect([...new Set(files.map(placeOf))].toSorted()).toEqual(FLOORS.flat().toSorted())
})

test('no file imports one from another folder that does not lie below its own', () => {
  const imports = files.flatMap((file) => {
    const specifiers = readFileSync(join(src, file), 'utf8').matchAll(
      /(?:from|import\() ?(?:\/\*.*?\*\/ )?'(\.[^']*)'/g,
    )
    return [...specifiers].map(
      ([, specifier = '']) => [file, normalize(join(dirname(file), specifier))] as const,
    )
  })
  const upward = imports.filter(([from, to]) => {
    const isBelow = placeOf(from) === placeOf(to) || floorOf(from) < floorOf(to)
    return !isBelow && !to.startsWith('..')
  })

  expect(imports.length).toBeGreaterThan(200)
  expect(upward).toEqual([])
})
