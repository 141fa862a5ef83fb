import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { encodeAbiParameters, keccak256, numberToHex, stringToHex } from 'viem'

const CONTRACTS = join(import.meta.dirname, '../../contracts')

/** The slot of an ERC-7201 namespace. */
function slotOf(namespace: string): string {
  const id = BigInt(keccak256(stringToHex(namespace))) - 1n
  const hash = BigInt(keccak256(encodeAbiParameters([{ type: 'uint256' }], [id])))
  return numberToHex(hash & ~0xffn, { size: 32 })
}

describe('ERC-7201 slots', () => {
  const files = readdirSync(CONTRACTS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.sol'),
  )
  const seen = new Map<string, string>()

  for (const file of files) {
    const source = readFileSync(join(CONTRACTS, file), 'utf8')
    for (const [, namespace = ''] of source.matchAll(/@custom:storage-location erc7201:(\S+)/g)) {
      it(`${namespace} in ${file}`, () => {
        assert.ok(namespace.startsWith('supernet.storage.'))
        assert.equal(seen.get(namespace), undefined, 'two structs share a namespace')
        seen.set(namespace, file)
        assert.ok(source.includes(slotOf(namespace)), `its constant must be ${slotOf(namespace)}`)
      })
    }
  }
})
