import { z } from 'zod'
import { DeviceView, LinkCode, LinkRequest, LinkView } from '../devices.ts'
import { DeviceName } from '../login.ts'
import { PayeeRequest, PayeesView, PayeeView } from '../payees.ts'
import { Address, Hex32 } from '../primitives.ts'
import { SponsorshipView } from '../sponsorship.ts'
import { SignedTransfer, TransferView } from '../transfers.ts'
import { accepted, route } from './route.ts'

/** What an account may do, who signs for it, whom it pays. */
export const accountsApi = {
  getSponsorship: route({
    method: 'get',
    path: '/v1/sponsorship',
    summary: 'What the network has paid today for the account that is signed in, and the most that it pays',
    login: 'needed',
    response: SponsorshipView,
  }),
  getDevices: route({
    method: 'get',
    path: '/v1/devices',
    summary: 'The keys that sign for the account, by the chain, with their names',
    login: 'needed',
    response: z.object({ devices: z.array(DeviceView) }),
  }),
  patchDevice: route({
    method: 'patch',
    path: '/v1/devices/:device',
    summary: 'Name a key of the account',
    login: 'needed',
    params: z.object({ device: Hex32 }),
    body: z.object({ name: DeviceName }),
    response: accepted,
  }),
  postLink: route({
    method: 'post',
    path: '/v1/links',
    summary:
      'A new device asks to sign for an account: registers its passkey, and gets a code for ten minutes',
    login: 'begins',
    body: LinkRequest,
    response: LinkView,
  }),
  getLink: route({
    method: 'get',
    path: '/v1/links/:code',
    summary: 'How far the new device is',
    params: z.object({ code: LinkCode }),
    response: LinkView,
  }),
  postLinkClaim: route({
    method: 'post',
    path: '/v1/links/:code',
    summary: 'The account that is signed in takes the new device; adding it on chain lets it sign in',
    login: 'needed',
    params: z.object({ code: LinkCode }),
    body: z.object({}),
    response: LinkView,
  }),
  getPayees: route({
    method: 'get',
    path: '/v1/payees',
    summary: 'Whom the account announced to send to, when that opens, and what is left for others today',
    login: 'needed',
    response: PayeesView,
  }),
  postPayee: route({
    method: 'post',
    path: '/v1/payees',
    summary: 'Announce whom the account wants to send to; again changes the name only',
    login: 'needed',
    body: PayeeRequest,
    response: PayeeView,
  }),
  deletePayee: route({
    method: 'delete',
    path: '/v1/payees/:payee',
    summary: 'Take an announcement back; again is harmless',
    login: 'needed',
    params: z.object({ payee: Address }),
    response: accepted,
  }),
  postTransfer: route({
    method: 'post',
    path: '/v1/transfers',
    summary:
      'Send SOGNI that its holder signed away (ERC-3009), at the cost of the relayer: to the account that is signed in, or from it; again is harmless',
    login: 'needed',
    body: SignedTransfer,
    response: TransferView,
  }),
  getTransfer: route({
    method: 'get',
    path: '/v1/transfers/:id',
    summary: 'What became of a signed transfer',
    params: z.object({ id: Hex32 }),
    response: TransferView,
  }),
} as const
