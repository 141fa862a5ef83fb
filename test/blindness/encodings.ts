/** A byte sequence that betrays a secret, and what it is. */
export type Trace = { readonly name: string; readonly bytes: Buffer }

/**
 * Every form in which text or bytes usually lie in memory, files and logs: raw, as UTF-16, as hex in both cases, and as
 * base64 at each of the three offsets that a longer encoded text may begin at.
 */
export function tracesOf(what: string, secret: Buffer, isText: boolean): Trace[] {
  const hex = secret.toString('hex')
  const forms: [string, string | Buffer][] = [
    ['raw', secret],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ...[0, 1, 2].map((offset): [string, string] => [`base64 at offset ${offset}`, base64At(secret, offset)]),
    ...[0, 1, 2].map((offset): [string, string] => [
      `base64url at offset ${offset}`,
      base64At(secret, offset).replaceAll('+', '-').replaceAll('/', '_'),
    ]),
  ]
  const traces = forms.flatMap(([form, text]): Trace[] =>
    typeof text === 'string'
      ? [
          { name: `${what} as ${form}`, bytes: Buffer.from(text, 'latin1') },
          { name: `${what} as ${form} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
        ]
      : [{ name: `${what} as it is`, bytes: text }],
  )
  if (isText)
    traces.push({ name: `${what} as UTF-16`, bytes: Buffer.from(secret.toString('utf8'), 'utf16le') })
  const seen = new Set<string>()
  return traces.filter(
    ({ bytes }) => !seen.has(bytes.toString('latin1')) && seen.add(bytes.toString('latin1')),
  )
}

/** The part of the base64 text that the secret alone decides, when `offset` bytes stand before it. */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64')
  const first = offset === 0 ? 0 : 4
  const whole = Math.floor((secret.length + offset) / 3) * 4
  return text.slice(first, whole)
}
