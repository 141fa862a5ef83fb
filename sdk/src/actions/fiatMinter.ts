import type { Address, Client, Hex } from 'viem'
import { readContract } from 'viem/actions'
import { fiatMinterAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

const minterCall = callsOf(fiatMinterAbi)

export interface ReleaseReceiptParameters {
  readonly fiatMinter: Address
  /** See {receiptId}. */
  readonly receipt: Hex
}

/** Gives the part of a card payment that waited to its owner, by anyone, once its time has come. */
export const releaseReceipt = writeAction(({ fiatMinter, receipt }: ReleaseReceiptParameters) =>
  minterCall(fiatMinter, 'release', [receipt]),
)

export interface SettleFiatParameters {
  readonly fiatMinter: Address
  /** Units of 1e-6 USDC; needs an allowance for the minter. */
  readonly usdE6: bigint
}

/** Pays USDC into the treasury for Spark that was sold for money outside the chain, by anyone. */
export const settleFiat = writeAction(({ fiatMinter, usdE6 }: SettleFiatParameters) =>
  minterCall(fiatMinter, 'settle', [usdE6]),
)

const readMinter = { abi: fiatMinterAbi } as const

/** What was sold for money outside the chain and not paid in, in millionths of a dollar. */
export const getFiatOwed = (client: Client, { fiatMinter }: { fiatMinter: Address }): Promise<bigint> =>
  readContract(client, { ...readMinter, address: fiatMinter, functionName: 'fiatOwed' })

/** What the chain knows of a payment; `mintedAt` is zero where it was never minted. */
export const getReceipt = (client: Client, { fiatMinter, receipt }: ReleaseReceiptParameters) =>
  readContract(client, {
    ...readMinter,
    address: fiatMinter,
    functionName: 'receiptOf',
    args: [receipt],
  })
