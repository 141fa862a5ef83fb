import { delegateValidatorAbi } from '@supernet/sdk/abi'
import { FIRST_DELEGATE_SECONDS, firstDelegate, readBirth } from '@supernet/sdk/accounts'
import { type AccountCall, encodeCreation } from '@supernet/sdk/protocol'
import { isAddressEqual, type PrivateKeyAccount } from 'viem'
import type { DeviceDb } from '../../lib/device/db.ts'
import type { Services } from '../../lib/services.ts'
import { listKeys, renderScope } from '../keys.ts'
import { expiryIn, unusedRenderKey } from '../renderKey.ts'
import { unwrapKey } from '../vault.ts'
import type { AccountRow } from './accountRow.ts'

type Address = `0x${string}`

/** A render key of this device that may take the account's free Spark, and until when. */
export interface Delegate {
  readonly key: PrivateKeyAccount
  readonly validUntil: number
}

/** How long a render key may take the account's free Spark, and its sessions last. */
export const DELEGATE_DAYS = FIRST_DELEGATE_SECONDS / 86_400

/** Calls that an account is born with: they let a render key of this device take its free Spark. */
export async function birthOf(services: Services, db: DeviceDb) {
  const renderKey = (await unusedRenderKey(db, services)).address
  const validUntil = await expiryIn(services, DELEGATE_DAYS)
  return firstDelegate(services.network.contracts, { renderKey, validUntil }).map(
    ({ to, value = 0n, data = '0x' }) => ({ to, value, data }),
  )
}

/** The call that gives a render key of this device the same rights later. */
export async function authorization(
  services: Services,
  db: DeviceDb,
): Promise<{ renderKey: PrivateKeyAccount; call: AccountCall }> {
  const renderKey = await unusedRenderKey(db, services)
  const validUntil = await expiryIn(services, DELEGATE_DAYS)
  const { contracts } = services.network
  const call = firstDelegate(contracts, { renderKey: renderKey.address, validUntil }).at(-1)
  if (call === undefined) throw new Error('A first delegate is authorized by the last of its calls')
  return { renderKey, call }
}

/** Key of this device that may act for the account; undefined where none may. */
export async function delegateOf(
  services: Services,
  db: DeviceDb,
  row: AccountRow,
): Promise<Delegate | undefined> {
  const chain = await services.chain()
  const isMade = (await chain.getCode({ address: row.account })) !== undefined
  const validityOf = isMade ? readValidity : bornValidity
  for (const stored of await listKeys(db, renderScope(services))) {
    const validUntil = await validityOf(services, row, stored.address)
    if (validUntil > 0) return { key: await unwrapKey(db, stored), validUntil }
  }
  return undefined
}

async function readValidity(services: Services, { account }: AccountRow, key: Address): Promise<number> {
  const chain = await services.chain()
  const [[validUntil, uses], { timestamp }] = await Promise.all([
    chain.readContract({
      address: services.network.contracts.delegateValidator,
      abi: delegateValidatorAbi,
      functionName: 'delegateOf',
      args: [account, key],
    }),
    chain.getBlock(),
  ])
  return uses > 0 && validUntil > Number(timestamp) ? validUntil : 0
}

/** Before the account is made only the calls that it will be made with say it. */
async function bornValidity({ network }: Services, { founding }: AccountRow, key: Address): Promise<number> {
  const birth = readBirth(network.contracts, encodeCreation(founding), Math.floor(Date.now() / 1_000))
  if (birth?.delegate === undefined || !isAddressEqual(birth.delegate.renderKey, key)) return 0
  return birth.delegate.validUntil
}
