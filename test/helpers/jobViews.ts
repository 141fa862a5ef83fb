import { relayerClient } from '@supernet/sdk/http'
import type { JobView, ShareView } from '@supernet/sdk/schema'
import type { Hex } from 'viem'
import { until } from '../../deploy/local/until.ts'

/** The job, once `holds` is true of it. */
export const jobWhere = (
  relayerUrl: string,
  jobId: Hex,
  what: string,
  holds: (job: JobView) => boolean,
  timeoutMs = 60_000,
): Promise<JobView> =>
  until(
    async () => {
      const job = await relayerClient(relayerUrl).getJob({ params: { jobId } })
      return holds(job) && job
    },
    { what: `Job ${jobId}: ${what}`, timeoutMs, everyMs: 100 },
  )

/** The job, once every share of it is in one of `states`. */
export const jobIn = (
  relayerUrl: string,
  jobId: Hex,
  states: readonly ShareView['state'][],
  timeoutMs?: number,
): Promise<JobView> =>
  jobWhere(
    relayerUrl,
    jobId,
    `shares ${states.join(' or ')}`,
    ({ shares }) => shares.length > 0 && shares.every(({ state }) => states.includes(state)),
    timeoutMs,
  )
