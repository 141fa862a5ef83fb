import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { openDeviceDb } from '../lib/device/db.ts'
import { listKeys } from './keys.ts'
import { createKey, unwrapKey } from './vault.ts'

let count = 0
const fresh = () => openDeviceDb(`vault-${count++}`)
let db: Awaited<ReturnType<typeof fresh>>
afterEach(() => db.close())

describe('the vault', () => {
  it('gives back the same account after a reload', async () => {
    db = await fresh()
    const account = await createKey(db, 'owner', 1)
    const [stored] = await listKeys(db, 'owner')
    if (stored === undefined) throw new Error('the key was not stored')
    const again = await unwrapKey(db, stored)
    expect(again.address).toBe(account.address)
    expect(await again.signMessage({ message: 'hello' })).toBe(
      await account.signMessage({ message: 'hello' }),
    )
  })

  it('stores no private key in clear', async () => {
    db = await fresh()
    await createKey(db, 'owner', 1)
    const [stored] = await listKeys(db, 'owner')
    expect(stored?.ciphertext.byteLength).toBe(32 + 16)
    const key = await db.get('vault', 'wrapping')
    expect(key?.extractable).toBe(false)
  })

  it('keeps scopes apart and lists the newest first', async () => {
    db = await fresh()
    const old = await createKey(db, 'render:1', 1)
    const young = await createKey(db, 'render:1', 2)
    await createKey(db, 'render:2', 3)
    expect((await listKeys(db, 'render:1')).map((key) => key.address)).toEqual([young.address, old.address])
  })

  it('refuses a key moved to another scope', async () => {
    db = await fresh()
    await createKey(db, 'render:1', 1)
    const [stored] = await listKeys(db, 'render:1')
    if (stored === undefined) throw new Error('the key was not stored')
    await expect(unwrapKey(db, { ...stored, scope: 'owner' })).rejects.toThrow()
  })
})
