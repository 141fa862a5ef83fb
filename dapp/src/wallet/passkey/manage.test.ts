import { recoveryValidatorAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { firstDelegate } from '@supernet/sdk/accounts'
import { decodeAbiParameters, decodeFunctionData, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { callChain } from '../../testing/callChain.ts'
import { accountRow } from '../../testing/renderScreen.tsx'
import { network } from '../../testing/views.ts'
import { removingGuardians, revokingLostBirth, settingGuardians } from './manage.ts'

const { contracts } = network
const NOW = 1_763_800_000
const RENDER_KEY = `0x${'5c'.repeat(20)}` as const
const FRIEND = `0x${'5a'.repeat(20)}` as const
const key = (byte: string) => [`0x${byte.repeat(32)}`, `0x${byte.repeat(32)}`]
const born = {
  ...accountRow,
  founding: {
    ...accountRow.founding,
    birth: firstDelegate(contracts, { renderKey: RENDER_KEY, validUntil: NOW + 86_400 }).map(
      ({ to, value = 0n, data = '0x' as Hex }) => ({ to, value, data }),
    ),
  },
}

describe('calls that manage an account', () => {
  const named = { guardians: [FRIEND], threshold: 1, days: 3 }

  it('install the module with the first guardians, and set them afterwards', async () => {
    const fresh = callChain({ isModuleInstalled: () => false })
    const [install] = await settingGuardians(fresh, contracts, accountRow.account, named)
    const { functionName, args } = decodeFunctionData({
      abi: supernetAccountAbi,
      data: install?.data ?? '0x',
    })
    expect([functionName, args?.[1]]).toEqual(['installModule', contracts.recoveryValidator])
    const types = [{ type: 'bytes[]' }, { type: 'uint32' }, { type: 'uint32' }] as const
    expect(decodeAbiParameters(types, args?.[2] as Hex)).toEqual([[FRIEND], 1, 3 * 86_400])

    const before = callChain({ isModuleInstalled: () => true })
    const [set] = await settingGuardians(before, contracts, accountRow.account, named)
    expect(set?.to).toBe(contracts.recoveryValidator)
    expect(decodeFunctionData({ abi: recoveryValidatorAbi, data: set?.data ?? '0x' }).functionName).toBe(
      'setGuardians',
    )
  })

  it('take the module out with the last guardian', () => {
    const [remove] = removingGuardians(contracts, accountRow.account)
    const { functionName, args } = decodeFunctionData({ abi: supernetAccountAbi, data: remove?.data ?? '0x' })
    expect([functionName, args?.[1]]).toEqual(['uninstallModule', contracts.recoveryValidator])
  })

  it('revoke the first render key where the founding passkey was replaced, and only there', async () => {
    const chainOf = (signer: string[], uses = 3) => ({
      ...callChain({ signer: () => signer, delegateOf: () => [NOW + 86_400, uses] }),
      getBlock: async () => ({ timestamp: BigInt(NOW) }),
    })
    const { qx, qy } = born.founding
    const lost = (signer: string[], uses?: number) =>
      revokingLostBirth(chainOf(signer, uses) as never, contracts, born)
    expect(await lost([qx, qy])).toEqual([])
    expect(await lost(key('ee'), 0)).toEqual([])
    expect((await lost(key('ee'))).map(({ to }) => to)).toEqual([contracts.delegateValidator])
  })
})
