import {
  delegateValidatorAbi,
  deviceValidatorAbi,
  recoveryValidatorAbi,
  supernetAccountAbi,
} from '@supernet/sdk/abi'
import type { AccountCall } from '@supernet/sdk/protocol'
import type { Contracts } from '@supernet/sdk/schema'
import { type Abi, encodeAbiParameters, encodeFunctionData, type Hex, type PublicClient } from 'viem'

type Address = `0x${string}`

const VALIDATOR = 1n
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
      args: [VALIDATOR, module, '0x'],
    })
    // An account that is not made yet has no modules.
    .catch(() => false)

const install = (account: Address, module: Address, data: Hex) =>
  call(account, supernetAccountAbi, 'installModule', [VALIDATOR, module, data])

/** Lets a passkey or a wallet do everything that the account may. */
export async function addingDevice(
  chain: PublicClient,
  { deviceValidator }: Contracts,
  account: Address,
  signer: Hex,
): Promise<AccountCall[]> {
  const add = call(deviceValidator, deviceValidatorAbi, 'addDevice', [signer])
  if (await isInstalled(chain, account, deviceValidator)) return [add]
  return [install(account, deviceValidator, '0x'), add]
}

export const removingDevice = ({ deviceValidator }: Contracts, device: Hex): AccountCall[] => [
  call(deviceValidator, deviceValidatorAbi, 'removeDevice', [device]),
]

/** Puts the passkey of a device in the place of the account's own, which then signs no more. */
export const replacingOwner = (
  contracts: Contracts,
  account: Address,
  { device, qx, qy }: { device: Hex; qx: Hex; qy: Hex },
): AccountCall[] => [
  call(account, supernetAccountAbi, 'rotateKey', [qx, qy]),
  ...removingDevice(contracts, device),
]

/** Takes the free Spark out of the reach of a render key. */
export const revokingDelegate = ({ delegateValidator }: Contracts, key: Address): AccountCall =>
  call(delegateValidator, delegateValidatorAbi, 'revoke', [key])

/** Names the wallets any of which may put another passkey in place after the delay. */
export async function settingGuardians(
  chain: PublicClient,
  { recoveryValidator }: Contracts,
  account: Address,
  { guardians, days }: { guardians: readonly Address[]; days: number },
): Promise<AccountCall[]> {
  const args = [guardians, 1, days * DAY] as const
  if (await isInstalled(chain, account, recoveryValidator))
    return [call(recoveryValidator, recoveryValidatorAbi, 'setGuardians', args)]
  const types = [{ type: 'bytes[]' }, { type: 'uint32' }, { type: 'uint32' }] as const
  return [install(account, recoveryValidator, encodeAbiParameters(types, args))]
}

export const cancellingRecovery = ({ recoveryValidator }: Contracts): AccountCall[] => [
  call(recoveryValidator, recoveryValidatorAbi, 'cancel', []),
]
