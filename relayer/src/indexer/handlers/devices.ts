import { and, eq } from 'drizzle-orm'
import type { Address } from 'viem'
import type { Transaction } from '../../store/database.ts'
import { chainDevices } from '../../store/schema/index.ts'
import type { DeviceEvent } from '../log.ts'

const isOf = (account: Address) => eq(chainDevices.account, account)

export async function handleDevice(tx: Transaction, { eventName, args }: DeviceEvent): Promise<void> {
  switch (eventName) {
    case 'DeviceAdded': {
      const { account, device, signer } = args
      await tx.insert(chainDevices).values({ account, device, signer })
      return
    }
    case 'DeviceRemoved':
      await tx.delete(chainDevices).where(and(isOf(args.account), eq(chainDevices.device, args.device)))
      return
    case 'DevicesReset':
      await tx.delete(chainDevices).where(isOf(args.account))
      return
  }
}
