import { afterAll, beforeAll, describe } from 'vitest'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import { devices } from './accounts/devices.ts'
import { operations } from './accounts/operations.ts'
import { recovery } from './accounts/recovery.ts'
import { sponsorship } from './accounts/sponsorship.ts'
import { transfers } from './accounts/transfers.ts'

/** One network for all of them; recovery is last, since it moves the chain's clock. */
describe('accounts of passkeys, through the relayer', () => {
  let net: TestNetwork
  beforeAll(async () => {
    const relayerEnv = { SPONSOR_CREATIONS_OF_CLIENT: '50', KEEPER_INTERVAL_MS: '1000' }
    net = await startTestNetwork({ workers: 0, relayerEnv })
  })
  afterAll(() => net?.end())

  describe('operations', () => operations(() => net))
  describe('sponsorship', () => sponsorship(() => net))
  describe('devices', () => devices(() => net))
  describe('transfers without ether', () => transfers(() => net))
  describe('recovery', () => recovery(() => net))
})
