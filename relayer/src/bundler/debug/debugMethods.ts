import { Address, UserOperation } from '@supernet/sdk/schema'
import { z } from 'zod'
import type { Common } from '../../common.ts'
import type { Methods } from '../methods.ts'
import { clearWaiting, readWaiting } from '../operationRows.ts'
import { parseParams } from '../params.ts'
import type { ManualBundler } from './manualBundler.ts'
import type { OpenPolicy } from './openPolicy.ts'

const OK = 'ok'

const modeParams = z.tuple([z.enum(['auto', 'manual'])])
const configurationParams = z.tuple([z.strictObject({ expectedBundleSize: z.number().int().positive() })])
const dumpParams = z.tuple([Address]).rest(z.unknown())

/** What a suite of tests asks of a bundler beside ERC-4337: to forget, to show what waits, and to send when it says so. */
export function debugMethods({ store }: Common, policy: OpenPolicy, bundler: ManualBundler): Methods {
  const clear = async () => {
    await bundler.between(() => clearWaiting(store.db))
    return OK
  }
  return {
    // Of reputations there are none to forget, or to show.
    debug_bundler_clearState: clear,
    debug_bundler_clearMempool: clear,
    async debug_bundler_clearReputation() {
      return OK
    },
    async debug_bundler_dumpReputation() {
      return []
    },
    async debug_bundler_dumpMempool(params) {
      parseParams(dumpParams, params)
      const waiting = await readWaiting(store.db)
      return waiting.map(({ operation }) => z.encode(UserOperation, operation))
    },
    async debug_bundler_setBundlingMode(params) {
      const [mode] = parseParams(modeParams, params)
      bundler.setMode(mode)
      return OK
    },
    async debug_bundler_sendBundleNow() {
      return (await bundler.sendNow()) ?? OK
    },
    async debug_bundler_setConfiguration(params) {
      const [{ expectedBundleSize }] = parseParams(configurationParams, params)
      policy.bundleSize = expectedBundleSize
      return OK
    },
  }
}
