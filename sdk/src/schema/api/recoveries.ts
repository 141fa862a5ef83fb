import { z } from 'zod'
import { Address } from '../primitives.ts'
import {
  GuardedView,
  RecoveryCode,
  RecoveryDraft,
  RecoveryRequest,
  RecoverySignature,
  RecoveryView,
} from '../recovery.ts'
import { route } from './route.ts'

/** The way back into an account for who lost every device. */
export const recoveriesApi = {
  postRecovery: route({
    method: 'post',
    path: '/v1/recoveries',
    summary: 'A person without a device asks guardians for an account: registers a passkey, and gets a code',
    login: 'begins',
    body: RecoveryRequest,
    response: RecoveryView,
  }),
  getRecovery: route({
    method: 'get',
    path: '/v1/recoveries/:code',
    summary: 'How far the recovery is',
    params: z.object({ code: RecoveryCode }),
    response: RecoveryView,
  }),
  getRecoveryDraft: route({
    method: 'get',
    path: '/v1/recoveries/:code/operations',
    summary: 'What a guardian of an account would sign',
    params: z.object({ code: RecoveryCode }),
    query: z.object({ account: Address }),
    response: RecoveryDraft,
  }),
  postRecoverySignature: route({
    method: 'post',
    path: '/v1/recoveries/:code/signatures',
    summary: 'The word of a guardian; the last one that is needed sends the proposal. Again is harmless',
    params: z.object({ code: RecoveryCode }),
    body: RecoverySignature,
    response: RecoveryView,
  }),
  getGuarded: route({
    method: 'get',
    path: '/v1/guarded/:guardian',
    summary: 'Accounts that have named a guardian',
    params: z.object({ guardian: Address }),
    response: z.object({ accounts: z.array(GuardedView) }),
  }),
} as const
