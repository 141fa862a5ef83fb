import { sogniTokenAbi } from '@supernet/sdk/abi'
import { OPERATIONS, requestUnstake, stake, type WriteClient } from '@supernet/sdk/actions'
import { type Address, createWalletClient, custom, http, parseEther, type Transport } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rpc } from '../../deploy/local/rpc.ts'
import { newPerson } from '../helpers/people.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'

const STAKED = parseEther('80')
/** Long enough that a call follows another one before the next block. */
const BLOCK_SECONDS = 3

/** Stake notes its owner's votes by the second: what comes after it is a new note in the next block, and costs more. */
describe('two calls in a row, the second measured in the block of the first', () => {
  let net: TestNetwork
  beforeAll(async () => {
    net = await startTestNetwork({ workers: 0 })
    await rpc(net.urls.rpc, 'anvil_setIntervalMining', [BLOCK_SECONDS])
  })
  afterAll(() => net?.end())

  const sogni = () => ({ address: net.network.contracts.sogniToken, abi: sogniTokenAbi }) as const

  async function give(to: Address): Promise<void> {
    const account = net.keys.account('faucet')
    await net.chain.send({ ...sogni(), account, functionName: 'transfer', args: [to, STAKED] })
  }

  async function stakeAndAskBack(client: WriteClient): Promise<void> {
    const { stakingVault } = net.network.contracts
    const { reader } = net.chain
    const wallet = createWalletClient({
      account: client.account,
      chain: foundry,
      transport: custom(client, { key: client.transport.key, retryCount: 0 }),
    })
    const approval = await wallet.writeContract({
      ...sogni(),
      functionName: 'approve',
      args: [stakingVault, STAKED],
    })
    await reader.waitForTransactionReceipt({ hash: approval })
    const first = await reader.waitForTransactionReceipt({
      hash: await stake(client, { stakingVault, amount: STAKED }),
    })
    expect(await reader.getBlockNumber({ cacheTime: 0 })).toBe(first.blockNumber)
    const second = await reader.waitForTransactionReceipt({
      hash: await requestUnstake(client, { stakingVault, amount: STAKED / 8n }),
    })
    expect([first.status, second.status]).toEqual(['success', 'success'])
  }

  async function wallet(transport: Transport): Promise<WriteClient> {
    const account = privateKeyToAccount(generatePrivateKey())
    await give(account.address)
    await net.chain.pay({
      account: net.keys.account('faucet'),
      to: account.address,
      value: parseEther('1'),
    })
    return createWalletClient({ account, chain: foundry, transport })
  }

  it('has gas enough from a wallet', async () => {
    await stakeAndAskBack(await wallet(http(net.urls.rpc)))
  })

  // Such a node answers as if it had not been told the block: the second call ran out of gas.
  it('has gas enough from a wallet whose node reads no more parameters than it knows', async () => {
    const node = http(net.urls.rpc)({ chain: foundry })
    const request: typeof node.request = ({ method, params }) =>
      node.request({
        method,
        params: method === 'eth_estimateGas' ? (params as unknown[]).slice(0, 3) : params,
      } as never)
    await stakeAndAskBack(await wallet(custom({ request })))
  })

  it('has gas enough from an account of a passkey', async () => {
    const { address, asOwner } = await newPerson(net, { delegate: false })
    await give(address)
    const transport = custom(asOwner.provider, { retryCount: 0, key: OPERATIONS })
    await stakeAndAskBack(createWalletClient({ account: address, chain: foundry, transport }))
  })
})
