import { bytesToHex, hexToBytes } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { DeviceDb, WrappedKey } from '../lib/device/db.ts'

const WRAPPING_KEY = 'wrapping'

/** AES key that can be used by this origin but not read, not even by its own scripts. */
async function wrappingKey(db: DeviceDb): Promise<CryptoKey> {
  const stored = await db.get('vault', WRAPPING_KEY)
  if (stored !== undefined) return stored
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Two tabs may both arrive here: the first one to write wins, and both read what it wrote.
  const write = db.transaction('vault', 'readwrite')
  const winner = await write.store.get(WRAPPING_KEY)
  if (winner === undefined) await write.store.put(fresh, WRAPPING_KEY)
  await write.done
  return winner ?? fresh
}

const bound = (scope: string, address: string) => new TextEncoder().encode(`${scope}|${address}`)

/** Makes a key pair in the browser and keeps its private half wrapped. */
export async function createKey(db: DeviceDb, scope: string, now: number): Promise<PrivateKeyAccount> {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bound(scope, account.address) },
    await wrappingKey(db),
    new Uint8Array(hexToBytes(privateKey)),
  )
  await db.put('keys', { scope, address: account.address, iv, ciphertext, createdAt: now })
  return account
}

/** The key for as long as the page holds it; throws where another browser, or another scope, has wrapped it. */
export async function unwrapKey(db: DeviceDb, key: WrappedKey): Promise<PrivateKeyAccount> {
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: key.iv, additionalData: bound(key.scope, key.address) },
    await wrappingKey(db),
    key.ciphertext,
  )
  return privateKeyToAccount(bytesToHex(new Uint8Array(plain)))
}
