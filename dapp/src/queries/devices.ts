import { deviceValidatorAbi, recoveryValidatorAbi, supernetAccountAbi } from '@supernet/sdk/abi'
import { passkeySigner, signerId, walletSigner } from '@supernet/sdk/protocol'
import { queryOptions } from '@tanstack/react-query'
import { type Hex, isAddress, type PublicClient } from 'viem'
import type { Services } from '../lib/services.ts'
import type { AccountRow } from '../wallet/passkey/accountRow.ts'

type Address = `0x${string}`

export const deviceKeys = {
  all: ['account-devices'] as const,
  devices: (account: Address) => ['account-devices', account] as const,
  recovery: (account: Address) => ['account-devices', account, 'recovery'] as const,
}

/** A key that may do everything that the account may. */
export interface DeviceView {
  /** Hash of its signer, as the chain names it. */
  readonly device: Hex
  readonly signer: Hex
  readonly kind: 'passkey' | 'wallet'
  /** The account's own passkey, which is replaced and not removed. */
  readonly owns: boolean
  readonly current: boolean
  readonly name: string | undefined
}

/** Who signs for the account: the chain says who, the relayer how they are called. */
export const devicesOptions = (services: Services, row: AccountRow) =>
  queryOptions({
    queryKey: deviceKeys.devices(row.account),
    queryFn: async (): Promise<DeviceView[]> => {
      const { webAuthnVerifier } = services.network.contracts
      const chain = await services.chain()
      const [owner, added, { logins }] = await Promise.all([
        ownerOf(chain, row),
        addedDevices(chain, services, row.account),
        services.relayer.getLogins(),
      ])
      const names = new Map(logins.map(({ signer }) => [signer.device, signer.name]))
      const { signer: mine } = row
      const here = signerId(
        mine.kind === 'passkey' ? passkeySigner(webAuthnVerifier, mine) : walletSigner(mine.address),
      )
      const view = (signer: Hex, owns: boolean): DeviceView => {
        const device = signerId(signer)
        const kind = isAddress(signer) ? 'wallet' : 'passkey'
        return { device, signer, kind, owns, current: device === here, name: names.get(device) }
      }
      return [
        view(passkeySigner(webAuthnVerifier, owner), true),
        ...added.map((signer) => view(signer, false)),
      ]
    },
  })

/** The passkey in the account itself; before it is made, the one it will be made with. */
async function ownerOf(chain: PublicClient, { account, founding }: AccountRow) {
  if ((await chain.getCode({ address: account })) === undefined) return founding
  const [qx, qy] = await chain.readContract({
    address: account,
    abi: supernetAccountAbi,
    functionName: 'signer',
  })
  return { qx, qy }
}

/** Devices by their events, in the order in which they came. */
async function addedDevices(
  chain: PublicClient,
  { network }: Services,
  account: Address,
): Promise<readonly Hex[]> {
  const logs = await chain.getContractEvents({
    address: network.contracts.deviceValidator,
    abi: deviceValidatorAbi,
    args: { account },
    fromBlock: BigInt(network.deployBlock),
  })
  const devices = new Map<Hex, Hex>()
  for (const { eventName, args } of logs) {
    if (eventName === 'DeviceAdded' && args.device && args.signer) devices.set(args.device, args.signer)
    else if (eventName === 'DeviceRemoved' && args.device) devices.delete(args.device)
    else if (eventName === 'DevicesReset') devices.clear()
  }
  return [...devices.values()]
}

/** Wallets that can bring the account back, and what they have proposed. */
export interface RecoveryView {
  readonly guardians: readonly Hex[]
  readonly threshold: number
  readonly delay: number
  readonly proposed: { readonly readyAt: number; readonly expiresAt: number } | undefined
}

export const recoveryOptions = (services: Services, account: Address) =>
  queryOptions({
    queryKey: deviceKeys.recovery(account),
    queryFn: async (): Promise<RecoveryView> => {
      const chain = await services.chain()
      const { recoveryValidator } = services.network.contracts
      const contract = { address: recoveryValidator, abi: recoveryValidatorAbi } as const
      const [[threshold, delay], recovery, logs] = await Promise.all([
        chain.readContract({ ...contract, functionName: 'settingsOf', args: [account] }),
        chain.readContract({ ...contract, functionName: 'recoveryOf', args: [account] }),
        chain.getContractEvents({
          ...contract,
          eventName: 'GuardiansSet',
          args: { account },
          fromBlock: BigInt(services.network.deployBlock),
        }),
      ])
      const { readyAt, expiresAt } = recovery
      return {
        guardians: logs.at(-1)?.args.guardians ?? [],
        threshold,
        delay,
        proposed: readyAt === 0 ? undefined : { readyAt, expiresAt },
      }
    },
  })
