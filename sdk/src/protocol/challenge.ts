import type { Address, Hex } from 'viem'

/** Text that a worker's operator key signs (personal_sign) to prove itself to a relayer. */
export const challengeMessage = (challenge: { nonce: Hex; ledger: Address; chainId: number }): string =>
  [
    'Supernet worker sign-in',
    `chain ${challenge.chainId}`,
    `ledger ${challenge.ledger}`,
    `nonce ${challenge.nonce}`,
  ].join('\n')
