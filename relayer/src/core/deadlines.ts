import type { Ticket } from '@supernet/sdk/schema'

const HOUR = 3_600
/** A dead number may stay open no longer than this after it was promised. */
export const MAX_LIFE_SECONDS = 24 * HOUR

/** Stable code of what is wrong with a ticket's times, at chain time `now`. */
export function deadlineFault(
  { deliverBy, redeemBy }: Pick<Ticket, 'deliverBy' | 'redeemBy'>,
  now: number,
): 'ticket-expired' | 'ticket-terms' | undefined {
  if (deliverBy <= now) return 'ticket-expired'
  if (redeemBy < deliverBy || redeemBy > now + MAX_LIFE_SECONDS) return 'ticket-terms'
  return undefined
}

/** From this moment a delivered line goes by the ticket lane, whoever is silent. */
export const halfWay = ({ deliverBy, redeemBy }: Pick<Ticket, 'deliverBy' | 'redeemBy'>): number =>
  Math.floor((deliverBy + redeemBy) / 2)
