import { BaseError } from '@supernet/sdk/errors'
import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { listDevices } from '../login/devices.ts'
import { requireLogin } from '../login/login.ts'
import { nameDevice } from '../login/passkeyRows.ts'

export const patchDevice = defineRoute(api.patchDevice, async (common, { params, body }, caller) => {
  const { account } = await requireLogin(common, caller)
  const devices = await listDevices(common, account)
  if (!devices.some(({ device }) => device === params.device)) throw new BaseError('device-unknown')
  await nameDevice(common.store.db, account, params.device, body.name)
  return { ok: true as const }
})
