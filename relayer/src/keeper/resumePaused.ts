import { pauseDeskAbi } from '@supernet/sdk/abi'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Common } from '../common.ts'
import type { Duty } from './duties.ts'

const PAUSABLE = ['renderLedger', 'sparkSale', 'fiatMinter', 'stakingVault', 'lpStaking'] as const

/** A pause that is over is ended by whoever asks for it: so that nobody has to notice, this relayer does. */
export const resumeDuties = ({ chain, clock, config, network }: Common): Duty[] =>
  PAUSABLE.map((name) => {
    const desk = { address: network.contracts.pauseDesk, abi: pauseDeskAbi } as const
    const args = [network.contracts[name]] as const
    return {
      name: `resume ${name}`,
      to: desk.address,
      data: encodeFunctionData({ abi: pauseDeskAbi, functionName: 'resume', args }),
      needed: async () => {
        const { endsAt } = await chain.readContract({ ...desk, functionName: 'pauseOf', args })
        if (endsAt === 0 || endsAt > clock.now()) return false
        // Whatever refuses it here would refuse it there.
        const { address } = privateKeyToAccount(config.RELAYER_KEY)
        await chain.simulateContract({ ...desk, account: address, functionName: 'resume', args })
        return true
      },
    }
  })
