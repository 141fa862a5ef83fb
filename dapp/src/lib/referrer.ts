const KEY = 'supernet.referrer'
const ADDRESS = /^0x[0-9a-fA-F]{40}$/

type Kept = Pick<Storage, 'getItem' | 'setItem'>

/** Keeps who brought this browser, from a link that names them (`?by=0x…`). The newest link counts. */
export function noteReferrer(search: string, storage: Kept): void {
  const by = new URLSearchParams(search).get('by')
  if (by !== null && ADDRESS.test(by)) storage.setItem(KEY, by)
}

export function readReferrer(storage: Kept): `0x${string}` | undefined {
  const by = storage.getItem(KEY)
  return by !== null && ADDRESS.test(by) ? (by as `0x${string}`) : undefined
}
