import { deviceValidatorAbi } from '@supernet/sdk/abi'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { signerId } from '@supernet/sdk/protocol'
import type { LoginView } from '@supernet/sdk/schema'
import { createWalletClient, custom, getAddress, type TypedDataDefinition } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { DeviceDb } from '../../lib/device/db.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import type { WalletDetail } from '../eip6963.ts'
import { type AccountRow, writeAccount } from './accountRow.ts'

type Address = `0x${string}`

/** An account and, where one signs for it, the wallet. */
export interface AccountOwnerParts {
  readonly row: AccountRow
  readonly wallet?: WalletDetail
}

const clientOf = ({ provider }: WalletDetail, account: Address) =>
  createWalletClient({ account, transport: custom(provider) })

/** Signs the account's operations in the wallet, which shows what it signs. */
export const walletSigner = (wallet: WalletDetail, address: Address) => ({
  address,
  signTypedData: (data: TypedDataDefinition) =>
    clientOf(wallet, address).signTypedData(
      data as Parameters<ReturnType<typeof clientOf>['signTypedData']>[0],
    ),
})

/** Accounts that have, or had, the wallet as a device, by the chain's events. */
export async function accountsOf({ chain, network }: Services, wallet: Address): Promise<Address[]> {
  const client = await chain()
  const contract = { address: network.contracts.deviceValidator, abi: deviceValidatorAbi } as const
  const logs = await client.getContractEvents({
    ...contract,
    eventName: 'DeviceAdded',
    args: { device: signerId(wallet) },
    fromBlock: BigInt(network.deployBlock),
  })
  const accounts = [...new Set(logs.flatMap(({ args }) => args.account ?? []))]
  const still = await Promise.all(
    accounts.map((account) =>
      client.readContract({ ...contract, functionName: 'isDevice', args: [account, wallet] }),
    ),
  )
  return accounts.filter((_, place) => still[place])
}

/** Signs in with a message of a wallet (EIP-4361): for itself, or to an account that has it as a device. */
export async function signInByWallet(
  { relayer, network }: Services,
  wallet: WalletDetail,
  address: Address,
  account?: Address,
): Promise<LoginView> {
  try {
    const { challenge } = await relayer.postChallenge({ body: {} })
    const message = createSiweMessage({
      address: getAddress(address),
      chainId: network.chainId,
      domain: window.location.host,
      uri: window.location.origin,
      nonce: challenge,
      version: '1',
      statement: 'Sign in to Supernet. This spends nothing.',
    })
    const signature = await clientOf(wallet, address).signMessage({ message })
    return await relayer.postWalletLogin({ body: { message, signature, ...(account && { account }) } })
  } catch (error) {
    throw toBaseError(error)
  }
}

/** Signs in with the wallet and keeps the account on this browser. */
export async function openByWallet(
  services: Services,
  db: DeviceDb,
  wallet: WalletDetail,
  address: Address,
  account: Address,
): Promise<AccountRow> {
  const { founding, signer } = await signInByWallet(services, wallet, address, account)
  if (founding === undefined) throw new BaseError('signer-unknown')
  const row: AccountRow = {
    account,
    signer: { kind: 'wallet', address, rdns: wallet.info.rdns },
    founding,
    name: signer.name ?? wallet.info.name,
  }
  await writeAccount(db, deploymentOf(services.network), row)
  return row
}
