import type { Common } from '../common.ts'
import { adoptPasskey } from '../recovery/adoptPasskey.ts'
import { readCompleted, readDue } from '../recovery/dueRecoveries.ts'
import { sendRecovery } from '../recovery/sendRecovery.ts'

/** Carries recoveries on: proposals that could not be sent at once, completions when their time has come. */
export function createRecoveryKeeper(common: Common) {
  const { store, clock, logger } = common
  const mind = (what: string) => (error: unknown) => logger.warn({ what, error }, 'recovery has to wait')

  return {
    step: async (): Promise<void> => {
      for (const { code, step } of await readDue(store.db, clock.now()))
        await sendRecovery(common, code, step).catch(mind(step))
      for (const { passkey } of await readCompleted(store.db))
        await adoptPasskey(common, passkey).catch(mind('adoption'))
    },
  }
}
