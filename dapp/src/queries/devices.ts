import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { passkeySigner, signerId, walletSigner } from '@supernet/sdk/protocol'
import type { DeviceView } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'
import type { AccountRow } from '../wallet/passkey/accountRow.ts'

type Address = `0x${string}`

export const deviceKeys = {
  all: ['account-devices'] as const,
  devices: (account: Address) => ['account-devices', account] as const,
  guardians: (account: Address) => ['account-devices', account, 'guardians'] as const,
  proposed: (account: Address) => ['account-devices', account, 'proposed'] as const,
}

/** A key that may do everything that the account may, and whether it is the one of this browser. */
export type DeviceHere = DeviceView & { readonly current: boolean }

/** Who signs for the account, by the chain, and how they are called. */
export const devicesOptions = (services: Services, row: AccountRow) =>
  queryOptions({
    queryKey: deviceKeys.devices(row.account),
    refetchInterval: 6_000,
    queryFn: async (): Promise<DeviceHere[]> => {
      const { devices } = await services.relayer.getDevices()
      const { signer } = row
      const { webAuthnVerifier } = services.network.contracts
      const here = signerId(
        signer.kind === 'passkey' ? passkeySigner(webAuthnVerifier, signer) : walletSigner(signer.address),
      )
      return devices.map((device) => ({ ...device, current: device.device === here }))
    },
  })

/** Who can bring the account back: how many of them it takes, and for how many seconds it waits. */
export interface GuardiansView {
  readonly guardians: readonly Address[]
  readonly threshold: number
  readonly delay: number
}

const recoveryContract = ({ network }: Services) =>
  ({ address: network.contracts.recoveryValidator, abi: recoveryValidatorAbi }) as const

export const guardiansOptions = (services: Services, account: Address) =>
  queryOptions({
    queryKey: deviceKeys.guardians(account),
    queryFn: async (): Promise<GuardiansView> => {
      const chain = await services.chain()
      const contract = recoveryContract(services)
      const [[threshold, delay], logs] = await Promise.all([
        chain.readContract({ ...contract, functionName: 'settingsOf', args: [account] }),
        chain.getContractEvents({
          ...contract,
          eventName: 'GuardiansSet',
          args: { account },
          fromBlock: BigInt(services.network.deployBlock),
        }),
      ])
      return { guardians: (logs.at(-1)?.args.guardians ?? []) as readonly Address[], threshold, delay }
    },
  })

/** The passkey that guardians have proposed for the account; null where there is none. */
export const proposedOptions = (services: Services, account: Address) =>
  queryOptions({
    queryKey: deviceKeys.proposed(account),
    // Who did not ask for a recovery learns of it in time only where the page looks by itself.
    refetchInterval: 15_000,
    queryFn: async () => {
      const chain = await services.chain()
      const recovery = await chain.readContract({
        ...recoveryContract(services),
        functionName: 'recoveryOf',
        args: [account],
      })
      return recovery.readyAt === 0 ? null : recovery
    },
  })
