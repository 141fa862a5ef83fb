import { z } from 'zod'
import {
  CancelRequest,
  JobEvent,
  JobView,
  PostTicket,
  RedeliveryView,
  Reservation,
  ReserveRequest,
} from '../job.ts'
import { SessionView, SettledLine } from '../ledger.ts'
import { Quote } from '../money.ts'
import { Order } from '../order.ts'
import { Address, Hex32, JobId } from '../primitives.ts'
import { SignedGrant, SignedRedeliver, SignedTab } from '../typed.ts'
import { accepted, route } from './route.ts'

const jobParams = z.object({ jobId: JobId })

/** From a quote to the pictures, and what is signed on the way. */
export const jobsApi = {
  postQuote: route({
    method: 'post',
    path: '/v1/quotes',
    summary: 'Price, time and whether anybody can serve it. Free, no account',
    /** `session` is the render key that would pay: its owner's stake may open more workers. */
    body: z.object({ order: Order, session: Address.optional() }),
    response: Quote,
  }),
  postReservation: route({
    method: 'post',
    path: '/v1/reservations',
    summary: 'Workers for an order, held for 10 s',
    body: ReserveRequest,
    response: Reservation,
  }),
  postTicket: route({
    method: 'post',
    path: '/v1/jobs',
    summary: 'Hand in a ticket with its sealed bodies; again with the same ticket is harmless',
    body: PostTicket,
    response: JobView,
  }),
  getJob: route({
    method: 'get',
    path: '/v1/jobs/:jobId',
    summary: 'The job as it stands',
    params: jobParams,
    response: JobView,
  }),
  getJobEvents: route({
    method: 'get',
    path: '/v1/jobs/:jobId/events',
    summary: 'Durable events after a number, for clients without a stream',
    params: jobParams,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ events: z.array(JobEvent) }),
  }),
  postCancel: route({
    method: 'post',
    path: '/v1/jobs/:jobId/cancel',
    summary: 'Stop shares; completed steps are paid',
    params: jobParams,
    body: CancelRequest,
    response: JobView,
  }),
  postAcknowledgement: route({
    method: 'post',
    path: '/v1/jobs/:jobId/acknowledgements',
    summary: 'These sealed pictures are stored by the client and may be deleted',
    params: jobParams,
    body: z.object({ blobs: z.array(Hex32).min(1).max(512) }),
    response: accepted,
  }),
  postRedelivery: route({
    method: 'post',
    path: '/v1/jobs/:jobId/redeliveries',
    summary: 'Have the worker of a delivered share upload its sealed pictures again; again is harmless',
    params: jobParams,
    body: SignedRedeliver,
    response: RedeliveryView,
  }),
  getRedelivery: route({
    method: 'get',
    path: '/v1/redeliveries/:id',
    summary: 'Whether the pictures are here again',
    params: z.object({ id: Hex32 }),
    response: RedeliveryView,
  }),
  postTab: route({
    method: 'post',
    path: '/v1/tabs',
    summary: 'Tab over open lines of a session; replaces older tabs over the same lines',
    body: SignedTab,
    response: accepted,
  }),
  postGrant: route({
    method: 'post',
    path: '/v1/grants',
    summary: 'Limit what a render key may spend on one job, by the owner of its session; again is harmless',
    body: SignedGrant,
    response: accepted,
  }),
  getGrant: route({
    method: 'get',
    path: '/v1/grants/:key',
    summary: 'The limit that is in force for a render key',
    params: z.object({ key: Address }),
    response: SignedGrant,
  }),
  getSession: route({
    method: 'get',
    path: '/v1/sessions/:key',
    summary: 'A render session, its open shares and settled lines',
    params: z.object({ key: Address }),
    query: z.object({ before: z.coerce.number().int().optional() }),
    response: z.object({
      session: SessionView.optional(),
      jobs: z.array(JobView),
      lines: z.array(SettledLine),
    }),
  }),
} as const
