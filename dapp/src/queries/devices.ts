import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { type PasskeyPublicKey, passkeySigner, signerId, walletSigner } from '@supernet/sdk/protocol'
import type { DeviceView } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'
import type { AccountRow } from '../wallet/passkey/accountRow.ts'

type Address = `0x${string}`

export const deviceKeys = {
  all: ['account-devices'] as const,
  devices: (account: Address) => ['account-devices', account] as const,
  guardians: (account: Address) => ['account-devices', account, 'guardians'] as const,
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

/** Who can bring the account back, and what they have proposed. */
export interface GuardiansView {
  readonly guardians: readonly Address[]
  readonly threshold: number
  readonly delay: number
  readonly proposed: ProposedKey | undefined
}

export interface ProposedKey extends PasskeyPublicKey {
  readonly readyAt: number
  readonly expiresAt: number
}

export const guardiansOptions = (services: Services, account: Address) =>
  queryOptions({
    queryKey: deviceKeys.guardians(account),
    // Who did not ask for a recovery learns of it in time only where the page looks by itself.
    refetchInterval: 15_000,
    queryFn: async (): Promise<GuardiansView> => {
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
      const { qx, qy, readyAt, expiresAt } = recovery
      return {
        guardians: (logs.at(-1)?.args.guardians ?? []) as readonly Address[],
        threshold,
        delay,
        proposed: readyAt === 0 ? undefined : { qx, qy, readyAt, expiresAt },
      }
    },
  })
