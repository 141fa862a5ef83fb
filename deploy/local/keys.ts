import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

export type Keyring = {
  key(name: string): Hex
  account(name: string): PrivateKeyAccount
}

/** Keys of the local network, made on first use, readable by their owner only. None is ever in the repository. */
export function createKeyring(dir: string): Keyring {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const keys = new Map<string, Hex>()
  function key(name: string): Hex {
    const known = keys.get(name)
    if (known) return known
    const path = join(dir, `${name}.key`)
    let value: Hex
    try {
      value = readFileSync(path, 'utf8').trim() as Hex
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      value = generatePrivateKey()
      writeFileSync(path, `${value}\n`, { mode: 0o600, flag: 'wx' })
    }
    keys.set(name, value)
    return value
  }
  return { key, account: (name) => privateKeyToAccount(key(name)) }
}
