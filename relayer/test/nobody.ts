import type { Caller } from '../src/http/caller.ts'

/** A caller without a page and a login, for routes that are called without HTTP. */
export const nobody: Caller = {
  address: '127.0.0.1',
  origin: undefined,
  token: undefined,
  keep: () => undefined,
  forget: () => undefined,
}
