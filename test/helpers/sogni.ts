import { sogniTokenAbi } from '@supernet/sdk/abi'
import type { AccountCall } from '@supernet/sdk/protocol'
import { type Address, encodeFunctionData } from 'viem'
import { until } from '../../deploy/local/until.ts'
import type { TestNetwork } from './testNetwork.ts'

/** SOGNI of a test network; every amount is in wei. */

type Net = Pick<TestNetwork, 'network' | 'chain' | 'keys'>

export const sogniToken = ({ network }: Pick<Net, 'network'>) =>
  ({ address: network.contracts.sogniToken, abi: sogniTokenAbi }) as const

export const sogniOf = (net: Pick<Net, 'network' | 'chain'>, owner: Address): Promise<bigint> =>
  net.chain.reader.readContract({ ...sogniToken(net), functionName: 'balanceOf', args: [owner] })

/** Asked until it is so: the node answers from a block that it is still writing, one balance before the other. */
export const sogniReaches = (net: Pick<Net, 'network' | 'chain'>, owner: Address, amount: bigint) =>
  until(async () => (await sogniOf(net, owner)) === amount, {
    what: `${amount} of SOGNI at ${owner}`,
    timeoutMs: 60_000,
  })

/** From the faucet's account. */
export async function giveSogni(net: Net, to: Address, amount: bigint): Promise<void> {
  const account = net.keys.account('faucet')
  await net.chain.send({ ...sogniToken(net), account, functionName: 'transfer', args: [to, amount] })
}

/** The call of an account that sends some. */
export function sogniTransfer(net: Pick<Net, 'network'>, to: Address, amount: bigint): AccountCall {
  const { address, abi } = sogniToken(net)
  return { to: address, data: encodeFunctionData({ abi, functionName: 'transfer', args: [to, amount] }) }
}
