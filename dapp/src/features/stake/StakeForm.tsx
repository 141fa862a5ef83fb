import { approveToken, stake, stakeWithPermit } from '@supernet/sdk/actions'
import { useState } from 'react'
import { useServices } from '../../lib/services.ts'
import { type StakeView, stakeKeys } from '../../queries/stake.ts'
import { formatSogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { AmountField, amountOf } from './AmountField.tsx'
import { Effect } from './Effect.tsx'
import { staking } from './effects.ts'

/** Seconds of the chain's clock that a signed allowance can be used in. */
const PERMIT_SECONDS = 3_600n

/** Stakes in one transaction: the allowance is a signature. A contract account allows first. */
export function StakeForm({ view, owner }: { view: StakeView; owner: `0x${string}` }) {
  const services = useServices()
  const { sogniToken, stakingVault } = services.network.contracts
  const [text, setText] = useState('')
  const { amount, blocked } = amountOf(text, view.held)
  const tx = useTx({
    done: `${formatSogni(amount)} are at stake.`,
    changes: [stakeKeys.all],
    onIndexed: () => setText(''),
    prepare: async () => {
      const chain = await services.chain()
      const plain = {
        action: (client: Parameters<typeof stake>[0]) => stake(client, { stakingVault, amount }),
      }
      if (view.allowance >= amount) return plain
      const [code, block] = await Promise.all([chain.getCode({ address: owner }), chain.getBlock()])
      if (code !== undefined) {
        return {
          ...plain,
          approval: (client) => approveToken(client, { token: sogniToken, spender: stakingVault, amount }),
        }
      }
      const wall = BigInt(Math.floor(Date.now() / 1_000))
      const deadline = (block.timestamp > wall ? block.timestamp : wall) + PERMIT_SECONDS
      return {
        action: (client) => stakeWithPermit(client, { sogniToken, stakingVault, amount, deadline }),
      }
    },
  })
  return (
    <div className="flex flex-col gap-4">
      <AmountField
        label="Amount in SOGNI"
        text={text}
        onText={setText}
        most={view.held}
        mostName="You hold"
      />
      {blocked === undefined && <Effect view={view} owner={owner} change={staking(amount)} />}
      <div>
        <TxButton
          state={tx.state}
          verb={`Stake ${formatSogni(amount)}`}
          blocked={view.held === 0n ? 'This account holds no SOGNI' : blocked}
          onPress={() => void tx.press()}
        />
      </div>
    </div>
  )
}
