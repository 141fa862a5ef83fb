import type { UserOperation } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import { authorizationsOf, checkAuthorization } from './checkAuthorization.ts'

const DELEGATE: Address = `0x${'d1'.repeat(20)}`
const rules = { chainId: 31_337, serves: (delegate: Address) => delegate === DELEGATE }
const wallet = privateKeyToAccount(generatePrivateKey())

async function operation(change: { chainId?: number; address?: Address; by?: typeof wallet } = {}) {
  const { chainId = 31_337, address = DELEGATE, by = wallet } = change
  const { r, s, yParity } = await by.signAuthorization({ chainId, address, nonce: 5 })
  const signature = { r: BigInt(r), s: BigInt(s), yParity: BigInt(yParity ?? 0) }
  const eip7702Auth = { chainId: BigInt(chainId), address, nonce: 5n, ...signature }
  return { sender: wallet.address, eip7702Auth } as unknown as UserOperation
}

it('takes what the wallet signed for this chain, or for all', async () => {
  expect(await checkAuthorization(await operation(), rules)).toBeUndefined()
  expect(await checkAuthorization(await operation({ chainId: 0 }), rules)).toBeUndefined()
  expect(await checkAuthorization({ sender: wallet.address } as UserOperation, rules)).toBeUndefined()
})

it('refuses another chain, other code, and another signer', async () => {
  const other = privateKeyToAccount(generatePrivateKey())
  const refused = [
    [await operation({ chainId: 1 }), 'chainId is 1'],
    [await operation({ address: `0x${'d2'.repeat(20)}` }), 'not served'],
    [await operation({ by: other }), 'not by the sender'],
  ] as const
  for (const [one, message] of refused)
    expect(await checkAuthorization(one, rules)).toMatchObject({
      code: 'operation-invalid',
      message: expect.stringContaining(message),
    })
  const none = await operation()
  const broken = { ...none, eip7702Auth: none.eip7702Auth && { ...none.eip7702Auth, r: 0n } }
  expect((await checkAuthorization(broken, rules))?.message).toContain('none of the sender')
})

it('is carried by the bundle as it was signed', async () => {
  const one = await operation()
  expect(authorizationsOf([one, { sender: wallet.address } as UserOperation])).toEqual([
    expect.objectContaining({ address: DELEGATE, chainId: 31_337, nonce: 5 }),
  ])
})
