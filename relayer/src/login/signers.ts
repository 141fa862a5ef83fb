import { accountFactoryAbi, deviceValidatorAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { Founding, SignerView } from '@supernet/sdk/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { type Address, type Hex, isAddress, isAddressEqual } from 'viem'
import type { Common } from '../common.ts'
import type { Queryable } from '../store/database.ts'
import { accounts, chainReferrals } from '../store/schema/index.ts'

/** What a signer is to an account: its own key, one of its devices, or nothing. */
export type Standing = 'owner' | 'device' | 'none'

type Chained = Pick<Common, 'chain' | 'network' | 'store'>

/** An ERC-7913 signer that is no more than an address is a wallet. */
export const kindOf = (signer: Hex): SignerView['kind'] => (isAddress(signer) ? 'wallet' : 'passkey')

/** Where the factory makes an account of this. */
export const accountOf = ({ chain, network }: Chained, { qx, qy, salt, birth }: Founding): Promise<Address> =>
  chain.readContract({
    address: network.contracts.accountFactory,
    abi: accountFactoryAbi,
    functionName: 'accountOf',
    args: [qx, qy, salt, birth.map(({ to, value, data }) => ({ target: to, value, callData: data }))],
  })

/** What the account was, or will be, made of; undefined for one that did not register here. */
export async function foundingOf(db: Queryable, account: Address): Promise<Founding | undefined> {
  const [row] = await db.select().from(accounts).where(eq(accounts.address, account))
  return row && { qx: row.qx, qy: row.qy, salt: row.salt, birth: row.birth }
}

/** Who brought the person, as long as the account has not said so itself. */
export async function referrerOf(db: Queryable, account: Address): Promise<Address | undefined> {
  const [row] = await db
    .select({ referrer: accounts.referrer })
    .from(accounts)
    .leftJoin(chainReferrals, eq(chainReferrals.referee, accounts.address))
    .where(and(eq(accounts.address, account), isNull(chainReferrals.referee)))
  return row?.referrer ?? undefined
}

/** Asks the chain. An account that is not there yet has the key that the factory will give it. */
export async function standingOf(common: Chained, account: Address, signer: Hex): Promise<Standing> {
  if (isAddress(signer) && isAddressEqual(signer, account)) return 'owner'
  const { chain, network, store } = common
  const { webAuthnVerifier, deviceValidator } = network.contracts
  const isKey = (key: { qx: Hex; qy: Hex }) =>
    signerId(passkeySigner(webAuthnVerifier, key)) === signerId(signer)
  if ((await chain.getCode({ address: account })) === undefined) {
    const founding = await foundingOf(store.db, account)
    return founding !== undefined && isKey(founding) ? 'owner' : 'none'
  }
  const [[qx, qy], isDevice] = await Promise.all([
    chain.readContract({ address: account, abi: supernetAccountAbi, functionName: 'signer' }),
    chain.readContract({
      address: deviceValidator,
      abi: deviceValidatorAbi,
      functionName: 'isDevice',
      args: [account, signer],
    }),
  ])
  if (isKey({ qx, qy })) return 'owner'
  return isDevice ? 'device' : 'none'
}
