import type { AccountCall } from '@supernet/sdk/protocol'
import { http, parseEther } from 'viem'
import { createBundlerClient, createPaymasterClient, type SmartAccount } from 'viem/account-abstraction'
import { foundry } from 'viem/chains'
import { expect } from 'vitest'
import { newPerson } from './people.ts'
import { giveSogni } from './sogni.ts'
import type { TestNetwork } from './testNetwork.ts'

/** Whom holders send SOGNI to: nobody's address. */
export const SHOP = '0x00000000000000000000000000000000000000bb'

export type Holder = Awaited<ReturnType<typeof newHolder>>

/** The clients that viem has for any bundler and sponsor, in a browser that is signed in to the account. */
export function bundlerOf(
  net: Pick<TestNetwork, 'chain' | 'urls'>,
  account: SmartAccount,
  fetchFn: typeof fetch,
) {
  const transport = http(`${net.urls.relayer}/rpc`, { fetchFn })
  return createBundlerClient({
    account,
    chain: foundry,
    client: net.chain.reader,
    transport,
    paymaster: createPaymasterClient({ transport }),
    pollingInterval: 100,
  })
}

/** Somebody with an account that is not there yet, and 1 SOGNI at its address. */
export async function newHolder(net: TestNetwork) {
  const { address, passkey, asOwner, browser } = await newPerson(net, { delegate: false })
  const { account } = asOwner
  await giveSogni(net, address, parseEther('1'))
  return { passkey, account, browser, bundler: bundlerOf(net, account, browser.fetch) }
}

/** One sponsored operation, up to its receipt. */
export async function act({ bundler }: Pick<Holder, 'bundler'>, ...calls: AccountCall[]): Promise<void> {
  const hash = await bundler.sendUserOperation({ calls })
  const { success } = await bundler.waitForUserOperationReceipt({ hash })
  expect(success).toBe(true)
}
