import { z } from 'zod'
import { FlowId, FlowSide, FlowView, TreasuryView } from '../treasury.ts'
import { route } from './route.ts'

/** What the treasury took in and gave out. */
export const treasuryApi = {
  getTreasury: route({
    method: 'get',
    path: '/v1/treasury',
    summary: 'Flows of the treasury by day, Spark that is out, and what its managers may spend',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }),
    response: TreasuryView,
  }),
  getFlows: route({
    method: 'get',
    path: '/v1/treasury/flows',
    summary: 'Newest flows of the treasury, older ones before the last of a page',
    query: z.object({ before: FlowId.optional(), side: FlowSide.optional() }),
    response: z.object({ flows: z.array(FlowView), next: FlowId.optional() }),
  }),
} as const
