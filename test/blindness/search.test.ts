import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { tracesOf } from './encodings.ts'
import { createMatcher, searchText } from './search.ts'

const secret = 'a secret that is long enough to be told from noise'

test.each([
  ['as it is', `-- ${secret} --`],
  ['as hex', Buffer.from(`x${secret}`).toString('hex')],
  ['as upper hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ...[0, 1, 2].map((offset) => [
    `as base64 after ${offset} bytes`,
    Buffer.from(`${'z'.repeat(offset)}${secret} and more`).toString('base64'),
  ]),
])('finds a secret %s', (_form, text) => {
  const matcher = createMatcher(tracesOf('secret', Buffer.from(secret), true))
  expect(searchText('text', text, matcher)).not.toEqual([])
})

test('finds nothing in noise', () => {
  const matcher = createMatcher(tracesOf('secret', Buffer.from(secret), true))
  expect(searchText('noise', randomBytes(1 << 20).toString('latin1'), matcher)).toEqual([])
})
