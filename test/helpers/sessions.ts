import { renderLedgerAbi, sparkPointsAbi, treasuryAbi } from '@supernet/sdk/abi'
import { ledgerDomain, signOpen, toCompactBytes } from '@supernet/sdk/protocol'
import { Currency } from '@supernet/sdk/schema'
import { type Hex, numberToHex, parseEther } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { rpc } from '../../deploy/local/rpc.ts'
import { chainNow } from './chainTime.ts'
import { giveSogni, sogniToken } from './sogni.ts'
import type { TestNetwork } from './testNetwork.ts'

export type TestSession = {
  owner: PrivateKeyAccount
  key: PrivateKeyAccount
  /** The keys themselves, for files that commands read. */
  secret: Hex
  ownerSecret: Hex
  currency: Currency
  deposit: bigint
}

const LIFE_SECONDS = 30 * 86_400
const WEI_PER_UNIT = { sogni: 10n ** 9n, spark: 10n ** 12n, promo: 10n ** 12n } as const
/** The contract's enums, by position. */
const PURCHASED = 0
const SALE = 0

/** A new user with gas, tokens, and a session of `deposit` ledger units on chain. */
export async function openTestSession(
  { network, chain, keys }: Pick<TestNetwork, 'network' | 'chain' | 'keys'>,
  { currency = 'spark', deposit = 50_000_000n }: { currency?: 'spark' | 'sogni'; deposit?: bigint } = {},
): Promise<TestSession> {
  const { contracts, rpcUrl, chainId } = network
  const ownerSecret = generatePrivateKey()
  const owner = privateKeyToAccount(ownerSecret)
  const secret = generatePrivateKey()
  const key = privateKeyToAccount(secret)
  await rpc(rpcUrl, 'anvil_setBalance', [owner.address, numberToHex(parseEther('10'))])
  const wei = deposit * WEI_PER_UNIT[currency]
  if (currency === 'spark') {
    const faucet = keys.account('faucet')
    const spark = { address: contracts.sparkPoints, abi: sparkPointsAbi } as const
    await chain.send({
      ...spark,
      account: faucet,
      functionName: 'mint',
      args: [owner.address, wei, PURCHASED, SALE],
    })
    const treasury = { address: contracts.treasury, abi: treasuryAbi } as const
    await chain.send({ ...treasury, account: faucet, functionName: 'refillPool', args: [] })
  } else {
    await giveSogni({ network, chain, keys }, owner.address, wei)
    await chain.send({
      ...sogniToken({ network }),
      account: owner,
      functionName: 'approve',
      args: [contracts.renderLedger, wei],
    })
  }
  const expiry = (await chainNow(rpcUrl)) + LIFE_SECONDS
  const consent = await signOpen(key, ledgerDomain(chainId, contracts.renderLedger), {
    owner: owner.address,
    expiry,
  })
  await chain.send({
    account: owner,
    address: contracts.renderLedger,
    abi: renderLedgerAbi,
    functionName: 'openSession',
    args: [key.address, Currency.options.indexOf(currency), deposit, expiry, toCompactBytes(consent)],
  })
  return { owner, key, secret, ownerSecret, currency, deposit }
}
