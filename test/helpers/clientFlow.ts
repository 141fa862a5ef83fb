import assert from 'node:assert/strict'
import type { Hex } from 'viem'
import { bundlerClient } from './bundlerClient.ts'
import { chainNow } from './chainTime.ts'
import { draftOperation, type Member, nonceOf, signOperation } from './members.ts'
import type { TestNetwork } from './testNetwork.ts'

/**
 * What a client does with any bundler of ERC-4337: asks what it serves, has an operation estimated, sends it, waits for its
 * receipt and reads it back. Throws at the step that answers otherwise; else the number of the operation.
 */
export async function clientFlow(
  net: TestNetwork,
  member: Member,
  bundlerUrl: string,
  amount: bigint,
): Promise<bigint> {
  const bundler = bundlerClient(bundlerUrl, net)
  const { chainId, contracts } = net.network
  const ask = async (method: string, ...params: readonly unknown[]) => {
    const { result, error } = await bundler.call(method, params)
    assert.equal(error, undefined, method)
    return result
  }
  assert.equal(Number(await ask('eth_chainId')), chainId)
  const served = (await ask('eth_supportedEntryPoints')) as Hex[]
  assert.ok(served.some((address) => address.toLowerCase() === contracts.entryPoint.toLowerCase()))

  const nonce = await nonceOf(net, member.address)
  const draft = draftOperation(net, member, { nonce, calls: [bundler.allow(amount)] })
  const estimated = await bundler.estimate({ ...draft, callGasLimit: 0n, verificationGasLimit: 0n })
  assert.equal(estimated.error, undefined, 'eth_estimateUserOperationGas')
  const gas = estimated.result as Record<'callGasLimit' | 'verificationGasLimit', Hex>
  const limits = {
    callGasLimit: BigInt(gas.callGasLimit),
    verificationGasLimit: BigInt(gas.verificationGasLimit),
  }
  const now = await chainNow(net.urls.rpc)
  const { hash, operation } = await signOperation(net, member, { ...draft, ...limits }, now)
  assert.deepEqual((await bundler.send(operation)).result, hash, 'eth_sendUserOperation')
  const receipt = await bundler.receipt(hash)
  assert.deepEqual([receipt.userOpHash, receipt.success], [hash, true], 'eth_getUserOperationReceipt')
  const found = (await ask('eth_getUserOperationByHash', hash)) as { userOperation: { sender: Hex } }
  assert.equal(found.userOperation.sender.toLowerCase(), member.address.toLowerCase())
  assert.equal(await bundler.allowance(member.address), amount)
  return nonce
}
