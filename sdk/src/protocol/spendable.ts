const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/**
 * What a session can still promise. Money asked back can leave in any block once its 48 h are over, and a request
 * may stand for as long as its owner likes: nobody should work against it.
 */
export const spendable = (session: { readonly balance: bigint; readonly requested: bigint }): bigint =>
  session.balance - least(session.balance, session.requested)
