import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { renderLedgerAbi, workerRegistryAbi } from '@supernet/sdk/abi'
import { concatHex, domainSeparator, type Hex, keccak256 } from 'viem'
import vectors from '../fixtures/typedData.json' with { type: 'json' }
import { type Deployed, deployed } from './deployed.ts'

type Message = Record<string, unknown>

/** How the messages are passed that are not passed whole. */
const argumentsOf: Record<string, (message: Message) => unknown[]> = {
  Open: ({ owner, expiry }) => [owner, expiry],
  Tab: ({ lines, ratings }) => [lines, ratings],
  Report: ({ lines, receiptsRoot, time }) => [lines, receiptsRoot, time],
  Operator: ({ workerId, owner }) => [workerId, owner],
}

/** The vectors that the SDK is held to as well: the contracts hash every type to the same struct. */
describe('typed data on chain is that of the vectors', () => {
  let net: Deployed
  before(async () => {
    net = await deployed()
  })

  // Line, Order and Work are signed inside other messages only: the ledger shows no hash of their own for them. A
  // These two never come on chain: relayer and worker read them.
  const { Redeliver: _redeliver, Grant: _grant, ...onChain } = vectors.examples
  const { Line: _line, Order: _order, Work: _work, ...signed } = onChain
  for (const [type, { domain, message, structHash }] of Object.entries(signed))
    it(type, async () => {
      const isConsent = domain === 'registry'
      const { chainId, name, version } = isConsent ? vectors.domains.registry : vectors.domains.ledger
      const address = isConsent ? net.contracts.workerRegistry : net.contracts.renderLedger
      const onChain = await net.reader.readContract({
        abi: isConsent ? workerRegistryAbi : renderLedgerAbi,
        address,
        functionName: isConsent ? 'hashConsent' : `hash${type}`,
        args: argumentsOf[type]?.(message) ?? [message],
      } as never)
      const separator = domainSeparator({ domain: { chainId, name, version, verifyingContract: address } })
      assert.equal(onChain, keccak256(concatHex(['0x1901', separator, structHash as Hex])))
    })
})
