import {
  type Address,
  compactSignatureToSignature,
  type Hex,
  type LocalAccount,
  parseSignature,
  recoverAddress,
  serializeSignature,
  signatureToCompactSignature,
} from 'viem'
import {
  typedAccept,
  typedCancel,
  typedDailyKey,
  typedOpen,
  typedOperator,
  typedReceipt,
  typedRedeliver,
  typedReport,
  typedTab,
  typedTicket,
} from './typedData.ts'

/** All that is asked of a signer: a viem account, or a key held elsewhere. */
export type Signer = Pick<LocalAccount, 'address' | 'signTypedData'>

export const signOpen = (signer: Signer, ...args: Parameters<typeof typedOpen>): Promise<Hex> =>
  signer.signTypedData(typedOpen(...args))
export const signTicket = (signer: Signer, ...args: Parameters<typeof typedTicket>): Promise<Hex> =>
  signer.signTypedData(typedTicket(...args))
export const signAccept = (signer: Signer, ...args: Parameters<typeof typedAccept>): Promise<Hex> =>
  signer.signTypedData(typedAccept(...args))
export const signReceipt = (signer: Signer, ...args: Parameters<typeof typedReceipt>): Promise<Hex> =>
  signer.signTypedData(typedReceipt(...args))
export const signCancel = (signer: Signer, ...args: Parameters<typeof typedCancel>): Promise<Hex> =>
  signer.signTypedData(typedCancel(...args))
export const signRedeliver = (signer: Signer, ...args: Parameters<typeof typedRedeliver>): Promise<Hex> =>
  signer.signTypedData(typedRedeliver(...args))
export const signTab = (signer: Signer, ...args: Parameters<typeof typedTab>): Promise<Hex> =>
  signer.signTypedData(typedTab(...args))
export const signReport = (signer: Signer, ...args: Parameters<typeof typedReport>): Promise<Hex> =>
  signer.signTypedData(typedReport(...args))
export const signDailyKey = (signer: Signer, ...args: Parameters<typeof typedDailyKey>): Promise<Hex> =>
  signer.signTypedData(typedDailyKey(...args))
export const signOperator = (signer: Signer, ...args: Parameters<typeof typedOperator>): Promise<Hex> =>
  signer.signTypedData(typedOperator(...args))

/** Address whose key made `signature` over `digest`; rejects a malformed signature. */
export const recoverSigner = (digest: Hex, signature: Hex): Promise<Address> =>
  recoverAddress({ hash: digest, signature })

/** Whether `signature` over `digest` is by `signer`; a malformed signature is nobody's. */
export const isSignedBy = (signer: Address, digest: Hex, signature: Hex): Promise<boolean> =>
  recoverSigner(digest, signature).then(
    (address) => address === signer,
    () => false,
  )

/** EIP-2098 form, the only one on chain. */
export function toCompact(signature: Hex): { r: Hex; vs: Hex } {
  const { r, yParityAndS } = signatureToCompactSignature(parseSignature(signature))
  return { r, vs: yParityAndS }
}

/** EIP-2098 form as the 64 bytes that `bytes` arguments take. */
export function toCompactBytes(signature: Hex): Hex {
  const { r, vs } = toCompact(signature)
  return `${r}${vs.slice(2)}`
}

export const fromCompact = ({ r, vs }: { r: Hex; vs: Hex }): Hex =>
  serializeSignature(compactSignatureToSignature({ r, yParityAndS: vs }))
