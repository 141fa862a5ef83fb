import { sogniTokenAbi } from '@supernet/sdk/abi'
import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Services } from '../lib/services.ts'
import { balanceKeys } from './balances.ts'

/** Code of an account with a key that runs code as well (EIP-7702). */
const DELEGATION = '0xef0100'

/** What a wallet holds, and whether it has a key to sign it away with (ERC-3009): a contract has none. */
export interface Holder {
  /** Ledger units of SOGNI. */
  readonly sogni: bigint
  readonly signs: boolean
}

export const holderOptions = ({ chain: open, network }: Services, wallet: Address) =>
  queryOptions({
    queryKey: [...balanceKeys.all, 'holder', wallet],
    refetchInterval: 6_000,
    queryFn: async (): Promise<Holder> => {
      const chain = await open()
      const [code, held] = await Promise.all([
        chain.getCode({ address: wallet }),
        chain.readContract({
          address: network.contracts.sogniToken,
          abi: sogniTokenAbi,
          functionName: 'balanceOf',
          args: [wallet],
        }),
      ])
      return {
        sogni: held / SOGNI_UNIT_WEI,
        signs: code === undefined || code.toLowerCase().startsWith(DELEGATION),
      }
    },
  })
