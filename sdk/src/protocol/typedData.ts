import {
  type Address,
  getAddress,
  type Hex,
  hashStruct,
  hashTypedData,
  numberToHex,
  type TypedDataDomain,
} from 'viem'
import type {
  Accept,
  Cancel,
  DailyKey,
  Grant,
  Line,
  Receipt,
  Redeliver,
  Report,
  Ticket,
  TicketShare,
} from '../schema/typed.ts'

const lineFields = [
  { name: 'session', type: 'address' },
  { name: 'seq', type: 'uint32' },
  { name: 'count', type: 'uint8' },
  { name: 'model', type: 'uint32' },
  { name: 'operator', type: 'address' },
  { name: 'images', type: 'uint16' },
  { name: 'steps', type: 'uint32' },
  { name: 'baseMs', type: 'uint32' },
  { name: 'amount', type: 'uint48' },
] as const

/** What the ledger needs of a ticket as one hash only. */
const orderFields = [
  { name: 'jobId', type: 'bytes32' },
  { name: 'paramsCommit', type: 'bytes32' },
] as const

/** What the ledger needs of a receipt as one hash only. */
const workFields = [
  { name: 'paramsCommit', type: 'bytes32' },
  { name: 'classId', type: 'bytes32' },
  { name: 'resultRoot', type: 'bytes32' },
  { name: 'traceRoot', type: 'bytes32' },
  { name: 'elapsedMs', type: 'uint32' },
] as const

/** Every EIP-712 type of the protocol, field for field as in the contracts; no contract reads a Redeliver or a Grant. */
export const types = {
  Open: [
    { name: 'owner', type: 'address' },
    { name: 'expiry', type: 'uint40' },
  ],
  Order: orderFields,
  Ticket: [
    { name: 'order', type: 'Order' },
    { name: 'seq', type: 'uint32' },
    { name: 'model', type: 'uint32' },
    { name: 'unitPrice', type: 'uint40' },
    { name: 'unitMs', type: 'uint32' },
    { name: 'stepsPerImage', type: 'uint16' },
    { name: 'deliverBy', type: 'uint32' },
    { name: 'redeemBy', type: 'uint32' },
    { name: 'shares', type: 'uint256[]' },
  ],
  Accept: [
    { name: 'ticket', type: 'bytes32' },
    { name: 'share', type: 'uint16' },
    { name: 'at', type: 'uint40' },
  ],
  Work: workFields,
  Receipt: [
    { name: 'ticket', type: 'bytes32' },
    { name: 'share', type: 'uint16' },
    { name: 'work', type: 'Work' },
    { name: 'images', type: 'uint16' },
    { name: 'steps', type: 'uint32' },
    { name: 'completedAt', type: 'uint40' },
    { name: 'last', type: 'bool' },
  ],
  Cancel: [
    { name: 'ticket', type: 'bytes32' },
    { name: 'share', type: 'uint16' },
    { name: 'maxSteps', type: 'uint32' },
  ],
  Redeliver: [
    { name: 'ticket', type: 'bytes32' },
    { name: 'share', type: 'uint16' },
    { name: 'at', type: 'uint40' },
  ],
  Grant: [
    { name: 'key', type: 'address' },
    { name: 'perJob', type: 'uint64' },
    { name: 'at', type: 'uint40' },
  ],
  Line: lineFields,
  Tab: [
    { name: 'lines', type: 'Line[]' },
    { name: 'ratings', type: 'bytes' },
  ],
  Report: [
    { name: 'lines', type: 'Line[]' },
    { name: 'receiptsRoot', type: 'bytes32' },
    { name: 'time', type: 'uint32' },
  ],
  DailyKey: [
    { name: 'workerId', type: 'bytes32' },
    { name: 'publicKey', type: 'bytes32' },
    { name: 'notBefore', type: 'uint40' },
    { name: 'notAfter', type: 'uint40' },
    { name: 'seq', type: 'uint32' },
  ],
  Operator: [
    { name: 'workerId', type: 'bytes32' },
    { name: 'owner', type: 'address' },
  ],
} as const

export type Domain = TypedDataDomain

const domainOf = (name: string, chainId: number, verifyingContract: Address) =>
  ({ name, version: '1', chainId, verifyingContract }) as const satisfies Domain

/** Domain of everything but the operator's consent. */
export const ledgerDomain = (chainId: number, ledger: Address) => domainOf('RenderLedger', chainId, ledger)
/** Domain of an operator's consent to a worker id. */
export const registryDomain = (chainId: number, registry: Address) =>
  domainOf('WorkerRegistry', chainId, registry)

/** `operator << 16 | images` for each share. */
export const packShares = (shares: readonly TicketShare[]): bigint[] =>
  shares.map(({ operator, images }) => (BigInt(operator) << 16n) | BigInt(images))

export const unpackShares = (packed: readonly bigint[]): TicketShare[] =>
  packed.map((word) => ({
    operator: getAddress(numberToHex(word >> 16n, { size: 20 })),
    images: Number(word & 0xffffn),
  }))

/** ABI form of a line: abitype takes integers up to 48 bits as numbers, and a number holds 53 bits exactly. */
const lineMessage = (line: Line) => ({ ...line, amount: Number(line.amount) })

/** ABI form of a ticket. */
export const ticketMessage = ({ jobId, paramsCommit, unitPrice, shares, ...terms }: Ticket) => ({
  order: { jobId, paramsCommit },
  ...terms,
  unitPrice: Number(unitPrice),
  shares: packShares(shares),
})

type Work = Pick<Receipt, (typeof workFields)[number]['name']>

const workOf = ({ paramsCommit, classId, resultRoot, traceRoot, elapsedMs }: Work) => ({
  paramsCommit,
  classId,
  resultRoot,
  traceRoot,
  elapsedMs,
})

const receiptMessage = (receipt: Receipt) => {
  const { ticket, share, images, steps, completedAt, last } = receipt
  return { ticket, share, work: workOf(receipt), images, steps, completedAt, last }
}

// The definitions below are what wallets and accounts sign; the hashes further down are their digests.

export const typedOpen = (domain: Domain, message: { owner: Address; expiry: number }) =>
  ({ domain, types, primaryType: 'Open', message }) as const

export const typedTicket = (domain: Domain, ticket: Ticket) =>
  ({ domain, types, primaryType: 'Ticket', message: ticketMessage(ticket) }) as const

export const typedAccept = (domain: Domain, message: Accept) =>
  ({ domain, types, primaryType: 'Accept', message }) as const

export const typedReceipt = (domain: Domain, receipt: Receipt) =>
  ({ domain, types, primaryType: 'Receipt', message: receiptMessage(receipt) }) as const

export const typedCancel = (domain: Domain, message: Cancel) =>
  ({ domain, types, primaryType: 'Cancel', message }) as const

/** The client's challenge to deliver a share's pictures once more. */
export const typedRedeliver = (domain: Domain, message: Redeliver) =>
  ({ domain, types, primaryType: 'Redeliver', message }) as const

/** What the owner of a session lets its render key spend on one job; `domain` is the ledger's. */
export const typedGrant = (domain: Domain, message: Grant) =>
  ({ domain, types, primaryType: 'Grant', message }) as const

/** One byte of `ratings` per line. */
export const typedTab = (domain: Domain, lines: readonly Line[], ratings: Hex) =>
  ({ domain, types, primaryType: 'Tab', message: { lines: lines.map(lineMessage), ratings } }) as const

export const typedReport = (domain: Domain, report: Report) =>
  ({
    domain,
    types,
    primaryType: 'Report',
    message: { ...report, lines: report.lines.map(lineMessage) },
  }) as const

export const typedDailyKey = (domain: Domain, message: DailyKey) =>
  ({ domain, types, primaryType: 'DailyKey', message }) as const

/** Consent of an operator key to be bound to a worker; `domain` is the registry's. */
export const typedOperator = (domain: Domain, message: { workerId: Hex; owner: Address }) =>
  ({ domain, types, primaryType: 'Operator', message }) as const

export const hashOpen = (...args: Parameters<typeof typedOpen>): Hex => hashTypedData(typedOpen(...args))
export const hashTicket = (...args: Parameters<typeof typedTicket>): Hex =>
  hashTypedData(typedTicket(...args))
export const hashAccept = (...args: Parameters<typeof typedAccept>): Hex =>
  hashTypedData(typedAccept(...args))
export const hashReceipt = (...args: Parameters<typeof typedReceipt>): Hex =>
  hashTypedData(typedReceipt(...args))
export const hashCancel = (...args: Parameters<typeof typedCancel>): Hex =>
  hashTypedData(typedCancel(...args))
export const hashRedeliver = (...args: Parameters<typeof typedRedeliver>): Hex =>
  hashTypedData(typedRedeliver(...args))
export const hashGrant = (...args: Parameters<typeof typedGrant>): Hex => hashTypedData(typedGrant(...args))
export const hashTab = (...args: Parameters<typeof typedTab>): Hex => hashTypedData(typedTab(...args))
export const hashReport = (...args: Parameters<typeof typedReport>): Hex =>
  hashTypedData(typedReport(...args))
export const hashDailyKey = (...args: Parameters<typeof typedDailyKey>): Hex =>
  hashTypedData(typedDailyKey(...args))
export const hashOperator = (...args: Parameters<typeof typedOperator>): Hex =>
  hashTypedData(typedOperator(...args))

/** Struct hash of a ticket's order, which the ticket lane takes in its place. */
export const hashOrder = ({ jobId, paramsCommit }: Pick<Ticket, 'jobId' | 'paramsCommit'>): Hex =>
  hashStruct({ data: { jobId, paramsCommit }, primaryType: 'Order', types: { Order: orderFields } })

/** Struct hash of a receipt's work, which the ticket lane takes in its place. */
export const hashWork = (work: Work): Hex =>
  hashStruct({ data: workOf(work), primaryType: 'Work', types: { Work: workFields } })

/** Struct hash of a line: the unit that Tab and Report both cover. */
export const hashLine = (line: Line): Hex =>
  hashStruct({ data: lineMessage(line), primaryType: 'Line', types: { Line: lineFields } })
