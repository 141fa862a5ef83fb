import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

const NONCE = 12
const TAG = 16

/** Encrypts what the journal must keep but a thief of the database must not read. */
export interface Secrets {
  seal(plain: Uint8Array, context: string): Uint8Array
  open(sealed: Uint8Array, context: string): Uint8Array
}

/** AES-256-GCM; `context` names the row, so that sealed values cannot be swapped between rows. */
export const createSecrets = (key: Uint8Array): Secrets => ({
  seal(plain, context) {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  },
  open(sealed, context) {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(-TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  },
})

/** Reads the journal key, or makes one that only this user can read. */
export const loadJournalKey = (path: string): Uint8Array => {
  if (!existsSync(path)) {
    const draft = `${path}.new`
    const file = openSync(draft, 'w', 0o600)
    writeSync(file, randomBytes(32))
    fsyncSync(file)
    closeSync(file)
    renameSync(draft, path)
  }
  return readFileSync(path)
}
