import { hashUserOperation } from '@supernet/sdk/protocol'
import { recoverAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it, vi } from 'vitest'
import type { Services } from '../lib/services.ts'
import { LOST, operations, recoveryView } from '../testing/recovery.ts'
import { network } from '../testing/views.ts'
import type { Owner } from './owner.ts'
import { signRecovery } from './signRecovery.ts'

const account = privateKeyToAccount(generatePrivateKey())
const owner: Owner = { kind: 'demo', address: account.address, account }
const entryPoint = { chainId: network.chainId, address: network.contracts.entryPoint }

function world(draft = operations) {
  const postRecoverySignature = vi.fn(
    async (_: { body: { proposal: `0x${string}`; completion: `0x${string}` } }) =>
      recoveryView({ state: 'signing' }),
  )
  const getRecoveryDraft = vi.fn(async () => ({
    account: LOST,
    threshold: 1,
    delay: 86_400,
    operations: draft,
  }))
  const services = { network, relayer: { getRecoveryDraft, postRecoverySignature } } as unknown as Services
  return { services, getRecoveryDraft, postRecoverySignature }
}

describe('what a guardian signs', () => {
  it('is the proposal and the completion for the key that was shown', async () => {
    const { services, postRecoverySignature } = world()
    const steps: number[] = []
    await signRecovery(services, owner, {
      view: recoveryView(),
      account: LOST,
      onStep: (step) => steps.push(step),
    })
    expect(steps).toEqual([1, 2])
    const { proposal, completion } = postRecoverySignature.mock.calls[0]?.[0].body ?? {}
    for (const [operation, signature] of [
      [operations.proposal, proposal],
      [operations.completion, completion],
    ] as const)
      expect(
        await recoverAddress({
          hash: hashUserOperation(entryPoint, operation),
          signature: signature ?? '0x',
        }),
      ).toBe(account.address)
  })

  it('is never what the relayer made of it', async () => {
    const other = { ...operations.proposal, callData: '0xdeadbeef' } as const
    const { services, postRecoverySignature } = world({ ...operations, proposal: other })
    await signRecovery(services, owner, { view: recoveryView(), account: LOST, onStep: () => undefined })
    const signature = postRecoverySignature.mock.calls[0]?.[0].body.proposal ?? '0x'
    const hash = hashUserOperation(entryPoint, operations.proposal)
    expect(await recoverAddress({ hash, signature })).toBe(account.address)
  })

  it('is refused under a number that belongs to another module', async () => {
    const wrong = { ...operations.proposal, nonce: 7n }
    const { services } = world({ ...operations, proposal: wrong })
    await expect(
      signRecovery(services, owner, { view: recoveryView(), account: LOST, onStep: () => undefined }),
    ).rejects.toMatchObject({ code: 'response-malformed' })
  })

  it('keeps the number that other guardians have signed', async () => {
    const { services, getRecoveryDraft } = world()
    const view = recoveryView({ state: 'signing', account: LOST, operations })
    await signRecovery(services, owner, { view, account: LOST, onStep: () => undefined })
    expect(getRecoveryDraft).not.toHaveBeenCalled()
  })
})
