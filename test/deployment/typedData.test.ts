import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { concatHex, type Hex, hashDomain, keccak256 } from 'viem'
import vectors from '../fixtures/typedData.json' with { type: 'json' }
import { type Deployed, deployed } from './deployed.ts'

type Message = Record<string, never>

/** The vectors that the SDK is held to as well: the contracts hash every type to the same struct. */
describe('typed data on chain is that of the vectors', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  const hashOnChain = (type: string, message: Message): Promise<Hex> => {
    const { read } = net.chain.renderLedger
    const hashes: Record<string, () => Promise<Hex>> = {
      Open: () => read.hashOpen([message.owner, message.expiry]),
      Ticket: () => read.hashTicket([message]),
      Accept: () => read.hashAccept([message]),
      Receipt: () => read.hashReceipt([message]),
      Cancel: () => read.hashCancel([message]),
      Tab: () => read.hashTab([message.lines, message.ratings]),
      Report: () => read.hashReport([message.lines, message.receiptsRoot, message.time]),
      DailyKey: () => read.hashDailyKey([message]),
      Operator: () => net.chain.workerRegistry.read.hashConsent([message.workerId, message.owner]),
    }
    return hashes[type]?.() ?? assert.fail(`no hash of ${type} on chain`)
  }

  for (const { type, message, structHash } of vectors.messages)
    it(type, async () => {
      const { chainId, name, version } = type === 'Operator' ? vectors.registry : vectors.ledger
      const { renderLedger, workerRegistry } = net.contracts
      const verifyingContract = type === 'Operator' ? workerRegistry : renderLedger
      const separator = hashDomain({
        domain: { chainId, name, version, verifyingContract },
        types: {
          EIP712Domain: [
            { name: 'name', type: 'string' },
            { name: 'version', type: 'string' },
            { name: 'chainId', type: 'uint256' },
            { name: 'verifyingContract', type: 'address' },
          ],
        },
      })
      const digest = keccak256(concatHex(['0x1901', separator, structHash as Hex]))
      assert.equal(await hashOnChain(type, message as unknown as Message), digest)
    })
})
