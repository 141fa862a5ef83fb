const DAY = 24 * 3600

/** Seconds after `redeemBy` for which a client may ask for its pictures again: the longest holdback of a worker. */
const RESULT_SECONDS = 7 * DAY
/** Seconds that a worker has to deliver again, and that a signed challenge is good for. */
export const REDELIVER_SECONDS = DAY

/** Last chain second at which pictures of a ticket can be asked for again. */
export const redeliverUntil = (redeemBy: number): number => redeemBy + RESULT_SECONDS

/** Until then a worker keeps its sealed results: what is asked for at the last moment still has its day. */
export const resultsKeptUntil = (redeemBy: number): number => redeliverUntil(redeemBy) + REDELIVER_SECONDS
