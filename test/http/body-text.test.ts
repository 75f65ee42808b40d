import { describe, expect, test } from 'vitest'
import { bodyText } from '../../src/http/body-text.ts'

const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => utf16(text).swap16()
const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('a body is read', () => {
  test.each<[what: string, bytes: Buffer, type: string | undefined, text: string]>([
    ['as UTF-8', Buffer.from('né€'), undefined, 'né€'],
    ['without its byte order mark', Buffer.from('\ufeff{}'), undefined, '{}'],
    ['as UTF-8, whatever its type says', Buffer.from('né€'), 'text/html; charset=iso-8859-1', 'né€'],
    [
      'as UTF-8, if it breaks off within a character',
      Buffer.from('né').subarray(0, 2),
      'a; charset=latin1',
      'n\ufffd',
    ],
    ['as UTF-16 with a mark', utf16('\ufeff<p>'), undefined, '<p>'],
    ['as UTF-16 without one', utf16('<p>'), 'text/html', '<p>'],
    ['as UTF-16 in the other order', utf16be('{}'), 'text/plain; charset=utf-8', '{}'],
    ['as UTF-16 in the other order, with a mark', utf16be('\ufeff\u4e00'), undefined, '\u4e00'],
    ['in the charset of its type', latin1('né!'), 'text/plain; charset="ISO-8859-1"', 'né!'],
    ['in the charset of its type, without quotes', latin1('né!'), 'text/plain;charset = latin1', 'né!'],
    ...['ÿa', 'aÿ', 'þa', 'aþ'].map((text): [string, Buffer, string, string] => [
      `with half a mark not as UTF-16: ${text}`,
      latin1(text),
      'text/plain;charset=latin1',
      text,
    ]),
    ['as UTF-8, if nothing is known', latin1('né!'), undefined, 'n\ufffd!'],
    ['as UTF-8, if there is no such charset', latin1('né!'), 'text/plain; charset=none', 'n\ufffd!'],
    ['as UTF-8, if it is only called UTF-16', latin1('né!'), 'text/plain; charset=utf-16le', 'n\ufffd!'],
    ['as UTF-8, if it is called UTF-16 in another way', latin1('né!'), 'a/b; charset=unicode', 'n\ufffd!'],
    ['as UTF-8, if it is called so in yet another', latin1('né!'), 'a/b; charset=UCS-2', 'n\ufffd!'],
    [
      'as UTF-8, if it is called so in a way that nobody knows',
      latin1('né!'),
      'a; charset=utf16',
      'n\ufffd!',
    ],
    ['if there is none', Buffer.alloc(0), undefined, ''],
    ['if it is one zero byte', Buffer.alloc(1), undefined, '\0'],
  ])('%s', (_, bytes, type, text) => expect(bodyText(bytes, type)).toBe(text))
})
