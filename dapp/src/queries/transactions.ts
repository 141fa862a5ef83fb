import { BaseError } from '@supernet/sdk/errors'
import { queryOptions } from '@tanstack/react-query'
import { type Hash, TransactionReceiptNotFoundError } from 'viem'
import type { Services } from '../lib/services.ts'

/** A mined transaction with its block, straight from the chain. */
export const transactionOptions = ({ chain: open }: Services, hash: Hash) =>
  queryOptions({
    queryKey: ['transaction', hash],
    staleTime: 5_000,
    queryFn: async () => {
      const chain = await open()
      const receipt = await chain.getTransactionReceipt({ hash }).catch((error: unknown) => {
        throw error instanceof TransactionReceiptNotFoundError
          ? new BaseError('not-found', { cause: error })
          : error
      })
      const [block, final] = await Promise.all([
        chain.getBlock({ blockNumber: receipt.blockNumber }),
        chain.getBlock({ blockTag: 'finalized' }),
      ])
      return { receipt, at: Number(block.timestamp), isFinal: final.number >= receipt.blockNumber }
    },
  })
