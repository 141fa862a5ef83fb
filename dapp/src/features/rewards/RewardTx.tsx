import type { WriteClient } from '@supernet/sdk/actions'
import { useQueryClient } from '@tanstack/react-query'
import type { Hash } from 'viem'
import { rewardKeys } from '../../queries/rewards.ts'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'

interface RewardTxProps {
  verb: string
  done: string
  blocked?: string | undefined
  tone?: 'primary' | 'paper'
  /** What is sent; it may ask an attester first. */
  prepare: () => Promise<(client: WriteClient) => Promise<Hash>>
}

/** A claim: one transaction, after which all rewards are read again. */
export function RewardTx({ verb, done, blocked, tone = 'paper', prepare }: RewardTxProps) {
  const queries = useQueryClient()
  const tx = useTx({
    done,
    prepare: async () => ({ action: await prepare() }),
    onIndexed: () => void queries.invalidateQueries({ queryKey: rewardKeys.all }),
  })
  return (
    <TxButton
      tone={tone}
      state={tx.state}
      verb={verb}
      {...(blocked === undefined ? {} : { blocked })}
      onPress={() => void tx.press()}
    />
  )
}
