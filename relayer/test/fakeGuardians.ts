import { recoveryValidatorAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { accountCode } from '@supernet/sdk/protocol'
import {
  type Address,
  decodeFunctionData,
  encodeErrorResult,
  type Hex,
  type PublicClient,
  RawContractError,
} from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import { estimates } from './estimates.ts'
import { createFakeAccounts } from './fakeAccounts.ts'

const abi = [...entryPoint09Abi, ...recoveryValidatorAbi, ...supernetAccountAbi]

type Named = { readonly guardians: readonly Address[]; readonly threshold: number; readonly delay: number }

const IMPLEMENTATION: Address = '0x00000000000000000000000000000000000000aa'
const ANY_KEY = { qx: `0x${'11'.repeat(32)}`, qy: `0x${'22'.repeat(32)}` } as const

/** The part of a chain that recoveries ask, beside that of logins. */
export function createFakeGuardians() {
  const accounts = createFakeAccounts()
  const named = new Map<Address, Named>()
  const proposed = new Map<Address, { readonly qx: Hex; readonly qy: Hex }>()
  const nonces = new Map<Address, bigint>()
  /** Contracts that confirm one signature. */
  const contracts = new Map<Address, Hex>()
  /** How the entry point refuses the next bundles, and what proposing reverts with. */
  const refusing: { bundle?: string; proposal?: Hex; gas?: bigint; isAway?: boolean } = {}

  const answers: Record<string, (args: readonly unknown[]) => unknown> = {
    settingsOf: ([account]) => {
      const { threshold = 0, delay = 0 } = named.get(account as Address) ?? {}
      return [threshold, delay]
    },
    isGuardian: ([account, guardian]) =>
      named
        .get(account as Address)
        ?.guardians.some((one) => one.toLowerCase() === (guardian as Hex).toLowerCase()) === true,
    recoveryOf: ([account]) => proposed.get(account as Address) ?? { qx: '0x00', qy: '0x00' },
    implementation: () => IMPLEMENTATION,
    getNonce: ([account]) => nonces.get(account as Address) ?? 0n,
  }
  const call = async ({ to, data }: { to: Address; data: Hex }) => {
    const { functionName, args } = decodeFunctionData({ abi, data })
    if (functionName === 'isValidSignature') {
      const word = contracts.get(to) === args[1] ? '1626ba7e' : 'ffffffff'
      return { data: `0x${word}${'00'.repeat(28)}` }
    }
    if (functionName === 'propose' && refusing.proposal !== undefined)
      throw new RawContractError({ data: refusing.proposal })
    if (functionName === 'handleOps') {
      if (refusing.bundle !== undefined)
        throw new RawContractError({
          data: encodeErrorResult({
            abi: entryPoint09Abi,
            errorName: 'FailedOp',
            args: [0n, refusing.bundle],
          }),
        })
    }
    return { data: '0x' }
  }
  const base = accounts.chain as unknown as Record<string, (input: never) => Promise<unknown>>
  const chain = {
    ...base,
    call,
    getCode: async ({ address }: { address: Address }) => {
      if (contracts.has(address)) return '0x01'
      const isMade = (await base.getCode?.({ address } as never)) !== undefined
      return isMade ? accountCode(IMPLEMENTATION, ANY_KEY) : undefined
    },
    ...estimates(() => {
      if (refusing.isAway) throw new Error('no answer')
      return refusing.gas ?? 200_000n
    }),
    readContract: async (input: { functionName: string; args: readonly unknown[] }) =>
      (answers[input.functionName] ?? (() => base.readContract?.(input as never)))(input.args),
  }
  return {
    ...accounts,
    chain: chain as unknown as PublicClient,
    named,
    proposed,
    nonces,
    contracts,
    refusing,
  }
}
