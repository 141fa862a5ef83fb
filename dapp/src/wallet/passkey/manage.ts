import {
  delegateValidatorAbi,
  deviceValidatorAbi,
  recoveryValidatorAbi,
  supernetAccountAbi,
} from '@supernet/sdk/abi'
import { readBirth } from '@supernet/sdk/accounts'
import {
  type AccountCall,
  encodeCreation,
  installValidator,
  MODULE_TYPE_VALIDATOR,
} from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import { type Abi, encodeAbiParameters, encodeFunctionData, type Hex, type PublicClient, slice } from 'viem'
import type { AccountRow } from './accountRow.ts'
import { isOwnKey } from './ownKey.ts'

type Address = `0x${string}`

const DAY = 86_400

const call = (to: Address, abi: Abi, functionName: string, args: readonly unknown[]): AccountCall => ({
  to,
  data: encodeFunctionData({ abi, functionName, args } as never),
})

const isInstalled = async (chain: PublicClient, account: Address, module: Address): Promise<boolean> =>
  chain
    .readContract({
      address: account,
      abi: supernetAccountAbi,
      functionName: 'isModuleInstalled',
      args: [MODULE_TYPE_VALIDATOR, module, '0x'],
    })
    // An account that is not made yet has no modules.
    .catch(() => false)

/** Lets a passkey or a wallet do everything that the account may. */
export async function addingDevice(
  chain: PublicClient,
  { deviceValidator }: Contracts,
  account: Address,
  signer: Hex,
): Promise<AccountCall[]> {
  const add = call(deviceValidator, deviceValidatorAbi, 'addDevice', [signer])
  if (await isInstalled(chain, account, deviceValidator)) return [add]
  return [installValidator(account, deviceValidator), add]
}

export const removingDevice = ({ deviceValidator }: Contracts, device: Hex): AccountCall[] => [
  call(deviceValidator, deviceValidatorAbi, 'removeDevice', [device]),
]

/** Puts a passkey in the place of the account's own, which then signs no more. */
export const rotatingTo = (account: Address, signer: Hex): AccountCall =>
  // A passkey as ERC-7913 signer: 20 bytes of the verifier, then x and y.
  call(account, supernetAccountAbi, 'rotateKey', [slice(signer, 20, 52), slice(signer, 52, 84)])

/** Puts the passkey of a device there: it needs no place among the devices any longer. */
export const replacingOwner = (
  contracts: Contracts,
  account: Address,
  { device, signer }: { device: Hex; signer: Hex },
): AccountCall[] => [rotatingTo(account, signer), ...removingDevice(contracts, device)]

/** Takes the free Spark out of the reach of the render key that the account was born with, where it still reaches it. */
export async function revokingBirth(
  chain: PublicClient,
  contracts: Contracts,
  { account, founding }: AccountRow,
): Promise<AccountCall[]> {
  const { timestamp } = await chain.getBlock()
  const key = readBirth(contracts, encodeCreation(founding), Number(timestamp))?.delegate?.renderKey
  if (key === undefined) return []
  const { delegateValidator: address } = contracts
  const [, uses] = await chain.readContract({
    address,
    abi: delegateValidatorAbi,
    functionName: 'delegateOf',
    args: [account, key],
  })
  return uses === 0 ? [] : [call(address, delegateValidatorAbi, 'revoke', [key])]
}

/** The same where another passkey has taken the founding one's place without it, as a recovery does. */
export async function revokingLostBirth(
  chain: PublicClient,
  contracts: Contracts,
  row: AccountRow,
): Promise<AccountCall[]> {
  if (await isOwnKey(chain, row.account, row.founding)) return []
  return revokingBirth(chain, contracts, row)
}

export interface GuardianSettings {
  readonly guardians: readonly Address[]
  /** How many of them it takes. */
  readonly threshold: number
  readonly days: number
}

/** Names who may put another passkey in place after the delay, in place of whoever was named before. */
export async function settingGuardians(
  chain: PublicClient,
  { recoveryValidator }: Contracts,
  account: Address,
  { guardians, threshold, days }: GuardianSettings,
): Promise<AccountCall[]> {
  const args = [guardians, threshold, days * DAY] as const
  if (await isInstalled(chain, account, recoveryValidator))
    return [call(recoveryValidator, recoveryValidatorAbi, 'setGuardians', args)]
  const types = [{ type: 'bytes[]' }, { type: 'uint32' }, { type: 'uint32' }] as const
  return [installValidator(account, recoveryValidator, encodeAbiParameters(types, args))]
}

/** Nobody may bring the account back any more. */
export const removingGuardians = ({ recoveryValidator }: Contracts, account: Address): AccountCall[] => [
  call(account, supernetAccountAbi, 'uninstallModule', [MODULE_TYPE_VALIDATOR, recoveryValidator, '0x']),
]

/** Takes back the passkey that guardians have proposed. */
export const cancellingRecovery = ({ recoveryValidator }: Contracts): AccountCall[] => [
  call(recoveryValidator, recoveryValidatorAbi, 'cancel', []),
]
