import { type Address, parseSignature } from 'viem'
import { sogniTokenAbi } from '../abi/index.ts'
import type { SignedTransfer } from '../schema/transfers.ts'
import { callsOf, writeAction } from './action.ts'

const tokenCall = callsOf(sogniTokenAbi)

/** Sends SOGNI that its holder signed away (`signTransfer`), by anyone. */
export const transferWithAuthorization = writeAction(
  ({ token, transfer, signature }: SignedTransfer & { token: Address }) => {
    const { from, to, amount, validAfter, validBefore, nonce } = transfer
    const { r, s, yParity } = parseSignature(signature)
    const times = [BigInt(validAfter), BigInt(validBefore)] as const
    return tokenCall(token, 'transferWithAuthorization', [
      ...([from, to, amount, ...times, nonce] as const),
      ...([27 + yParity, r, s] as const),
    ])
  },
)
