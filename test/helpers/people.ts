import {
  type AccountOwner,
  accountProvider,
  delegateOwner,
  FIRST_DELEGATE_SECONDS,
  firstDelegate,
  passkeyOwner,
  toSupernetAccount,
} from '@supernet/sdk/accounts'
import { relayerClient } from '@supernet/sdk/http'
import { createWalletClient, custom } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { until } from '../../deploy/local/until.ts'
import { chainNow } from './chainTime.ts'
import { registerPasskey } from './login.ts'
import { createPasskey } from './passkey.ts'
import type { TestNetwork } from './testNetwork.ts'

export type Person = Awaited<ReturnType<typeof newPerson>>

/** The page that the relayer serves: passkeys belong to a domain. */
export function pageOf(relayerUrl: string): string {
  const page = new URL(relayerUrl)
  page.hostname = 'localhost'
  return page.origin
}

/**
 * Somebody who comes for the first time: a passkey that is registered, a render key, and nothing on chain. The same account
 * acts by either of them, and makes itself with its first operation.
 */
export async function newPerson(
  net: Pick<TestNetwork, 'network' | 'chain' | 'urls'>,
  { delegate = true }: { delegate?: boolean } = {},
) {
  const { contracts } = net.network
  const passkey = createPasskey(pageOf(net.urls.relayer))
  const renderKey = privateKeyToAccount(generatePrivateKey())
  const validUntil = (await chainNow(net.urls.rpc)) + FIRST_DELEGATE_SECONDS
  const birth = delegate ? firstDelegate(contracts, { renderKey: renderKey.address, validUntil }) : []
  const whole = birth.map(({ to, value = 0n, data = '0x' }) => ({ to, value, data }) as const)
  const browser = await registerPasskey(net.urls.relayer, passkey, { birth: whole })

  const actingAs = async (owner: AccountOwner) => {
    const account = await toSupernetAccount({
      client: net.chain.reader,
      contracts,
      owner,
      key: passkey,
      birth,
    })
    const provider = accountProvider({
      account,
      bundlerUrl: `${net.urls.relayer}/rpc`,
      bundlerHttp: { fetchFn: browser.fetch },
      pollingMs: 100,
    })
    const transport = custom(provider, { retryCount: 0 })
    const wallet = createWalletClient({ account: account.address, chain: foundry, transport })
    return { account, provider, wallet }
  }
  let prompts = 0
  const owner = passkeyOwner({
    origin: passkey.origin,
    sign: (hash) => {
      prompts += 1
      return passkey.sign(hash)
    },
  })
  const asOwner = await actingAs(owner)
  const asDelegate = await actingAs(delegateOwner(contracts, renderKey))
  return {
    address: asOwner.account.address,
    passkey,
    renderKey,
    birth,
    /** The page's part of the login. */
    browser,
    asOwner,
    asDelegate,
    actingAs,
    /** How often the passkey was asked. */
    prompts: () => prompts,
  }
}

/** The attester's word, by the relayer's route, that an account comes for the boost of today. */
export async function boostOf(
  { network, urls }: Pick<TestNetwork, 'network' | 'urls'>,
  account: Person['address'],
) {
  const relayer = relayerClient(urls.relayer)
  const now = await chainNow(urls.rpc)
  // After a leap of the chain's clock the relayer's follows with the next block that it sees.
  await until(async () => (await relayer.getStatus()).chainTime >= now, {
    what: "The relayer's clock",
    timeoutMs: 10_000,
    everyMs: 100,
  })
  const word = await relayer.postBoost({ body: { account } })
  return { dailyBoost: network.contracts.dailyBoost, account, ...word }
}
