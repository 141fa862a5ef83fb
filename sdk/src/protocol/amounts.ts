import type { Address } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { Line, Receipt, Ticket } from '../schema/typed.ts'

/** What `steps` steps cost at `unitPrice` per image of `stepsPerImage`; rounded down: it is what somebody is paid. */
export const shareAmount = (unitPrice: bigint, steps: number, stepsPerImage: number): bigint =>
  (unitPrice * BigInt(steps)) / BigInt(stepsPerImage)

/** Base render milliseconds of `steps` steps. */
export const shareBaseMs = (unitMs: number, steps: number, stepsPerImage: number): number =>
  Number((BigInt(unitMs) * BigInt(steps)) / BigInt(stepsPerImage))

/** The line that user and worker both derive from a ticket and the last receipt of one of its shares. */
export function lineOf(
  session: Address,
  ticket: Ticket,
  share: number,
  receipt: Pick<Receipt, 'images' | 'steps'>,
): Line {
  const promised = ticket.shares[share]
  if (promised === undefined) throw new BaseError('share-unknown', { details: { share } })
  return {
    session,
    seq: ticket.seq + share,
    count: 1,
    model: ticket.model,
    operator: promised.operator,
    images: receipt.images,
    steps: receipt.steps,
    baseMs: shareBaseMs(ticket.unitMs, receipt.steps, ticket.stepsPerImage),
    amount: shareAmount(ticket.unitPrice, receipt.steps, ticket.stepsPerImage),
  }
}

/** The most that the shares of a ticket can cost. */
export const ticketTotal = (ticket: Ticket): bigint =>
  ticket.shares.reduce((sum, { images }) => sum + ticket.unitPrice * BigInt(images), 0n)
