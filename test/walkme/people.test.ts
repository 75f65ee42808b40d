import { describe, expect, test } from 'vitest'
import { withoutPeople } from '../../src/walkme/people.ts'

const WHO = '(an end user)'

describe('the IDs of end users are taken out of a text', () => {
  test.each<[ids: string[], text: string, rest: string]>([
    [['ann'], 'ann, ANN; "Ann" <ann> ann.', `${WHO}, ${WHO}; "${WHO}" <${WHO}> ${WHO}.`],
    [['ann'], 'annual, joann, ann_2, 7ann', 'annual, joann, ann_2, 7ann'],
    [['ann', 'ann@example.com'], 'ann@example.com, ann', `${WHO}, ${WHO}`],
    [['ann@example.com', 'example.com.au'], 'ann@example.com.au', WHO],
    [['a/b+c=='], 'a/b+c== a%2Fb%2Bc%3D%3D a%2fb%2bc%3d%3d', `${WHO} ${WHO} ${WHO}`],
    [
      ['a@b.c'],
      'a&#64;b.c a&commat;b.c a\\u0040b.c a%2540b.c A&#x40;B.C',
      `${WHO} ${WHO} ${WHO} ${WHO} ${WHO}`,
    ],
    [['a%40b'], 'a%40b a@b xa&#64;b', `${WHO} ${WHO} xa&#64;b`],
    [['Ann  Smith'], 'Ann  Smith, ann smith', `${WHO}, ${WHO}`],
    [['an', 'end', 'user'], 'an end user', `${WHO} ${WHO} ${WHO}`],
    [
      ['1'],
      'user 1, id=1, (1) 10 21 v1 1.0 2-1 1/2',
      `user ${WHO}, id=${WHO}, (${WHO}) 10 21 v1 1.0 2-1 1/2`,
    ],
    [['1'], 'a-1 1-a é/1 1.é', 'a-1 1-a é/1 1.é'],
    [['123'], '1.123 id 123', `1.123 id ${WHO}`],
    [['1234'], 'user-1234, 12345', `user-${WHO}, 12345`],
    [['İstanbul', 'é'], 'İSTANBUL É été', `${WHO} ${WHO} été`],
    [['\ud800x'], 'a \ud800x', `a ${WHO}`],
    [['(*', '['], '(* [', `${WHO} ${WHO}`],
    [[], 'ann', 'ann'],
    [['', ' '], 'ann b', 'ann b'],
  ])('%j: %s', (ids, text, rest) => expect(withoutPeople(text, ids)).toBe(rest))
})
