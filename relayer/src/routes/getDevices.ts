import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { listDevices } from '../login/devices.ts'
import { requireLogin } from '../login/login.ts'

export const getDevices = defineRoute(api.getDevices, async (common, _input, caller) => {
  const { account } = await requireLogin(common, caller)
  return { devices: await listDevices(common, account) }
})
