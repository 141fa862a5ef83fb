import type { AccountCall } from '@supernet/sdk/protocol'
import { numberToHex } from 'viem'
import { deviceKeys } from '../../../queries/devices.ts'
import { type Tx, useTx } from '../../../wallet/useTx.ts'

/** Calls of a passkey account as one transaction of the page: signed once, sponsored, all or none. */
export const useCalls = (flow: {
  readonly done: string
  readonly prepare: () => Promise<readonly AccountCall[]>
  readonly onIndexed?: () => void
}): Tx =>
  useTx({
    done: flow.done,
    changes: [deviceKeys.all],
    ...(flow.onIndexed && { onIndexed: flow.onIndexed }),
    prepare: async () => {
      const [calls, { sendCalls }] = await Promise.all([
        flow.prepare(),
        import('../../../wallet/passkey/sendTogether.ts'),
      ])
      const wire = calls.map(({ to, value = 0n, data = '0x' }) => ({
        to,
        data,
        value: numberToHex(value),
      }))
      return { action: (client) => sendCalls(client, wire) }
    },
  })
