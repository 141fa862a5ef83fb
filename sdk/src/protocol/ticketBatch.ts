import type { Address, Hex } from 'viem'
import type { SignedReceipt, SignedTicket, Ticket } from '../schema/typed.ts'
import { byAddress, sortedAddresses, sortedModels } from './batch.ts'
import { Packer } from './packer.ts'
import { toCompact } from './signing.ts'
import { hashOrder, hashWork } from './typedData.ts'

/** A ticket with the last receipts of the shares that are claimed by it. */
export interface TicketClaim {
  readonly signed: SignedTicket
  readonly receipts: readonly SignedReceipt[]
}

/** Blob of `settleTickets`: pay without the user's tab. Claims in any order. */
export function encodeTicketBatch(claims: readonly TicketClaim[]): Hex {
  const tickets = claims.map(({ signed }) => signed.ticket)
  const models = sortedModels(tickets.map((ticket) => ticket.model))
  const operators = sortedAddresses(tickets.flatMap((ticket) => ticket.shares.map((share) => share.operator)))
  const sessions = Map.groupBy(
    [...claims].sort(
      (a, b) => byAddress(a.signed.session, b.signed.session) || a.signed.ticket.seq - b.signed.ticket.seq,
    ),
    (claim) => claim.signed.session,
  )
  const packer = new Packer().uint(models.length, 2).uint(operators.length, 2).uint(sessions.size, 2)
  for (const model of models) packer.uint(model, 4)
  for (const operator of operators) packer.hex(operator, 20)
  for (const [session, ofSession] of sessions) {
    packer.hex(session, 20).uint(ofSession.length, 2)
    for (const claim of ofSession) packClaim(packer, claim, models, operators)
  }
  return packer.toHex()
}

function packClaim(
  packer: Packer,
  { signed, receipts }: TicketClaim,
  models: readonly number[],
  operators: readonly Address[],
) {
  packTicket(packer, signed.ticket, models.indexOf(signed.ticket.model))
  const ticket = toCompact(signed.signature)
  packer.uint(signed.ticket.shares.length, 1).uint(receipts.length, 1).hex(ticket.r, 32).hex(ticket.vs, 32)
  for (const { operator, images } of signed.ticket.shares)
    packer.uint(operators.indexOf(operator), 2).uint(images, 2)
  for (const { receipt, signature } of [...receipts].sort((a, b) => a.receipt.share - b.receipt.share)) {
    const { r, vs } = toCompact(signature)
    packer.uint(receipt.share, 2).uint(receipt.images, 2).uint(receipt.steps, 4)
    packer.uint(receipt.completedAt, 5).hex(hashWork(receipt), 32).hex(r, 32).hex(vs, 32)
  }
}

function packTicket(packer: Packer, ticket: Ticket, modelIndex: number) {
  packer.hex(hashOrder(ticket), 32).uint(ticket.seq, 4).uint(modelIndex, 2).uint(ticket.unitPrice, 5)
  packer.uint(ticket.unitMs, 4).uint(ticket.stepsPerImage, 2)
  packer.uint(ticket.deliverBy, 4).uint(ticket.redeemBy, 4)
}
