import { concatHex, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Line, Ticket } from '../schema/typed.ts'
import { address, hex32 } from '../testing/jobRecords.ts'
import {
  hashAccept,
  hashCancel,
  hashDailyKey,
  hashLine,
  hashOpen,
  hashOperator,
  hashOrder,
  hashReceipt,
  hashReport,
  hashTab,
  hashTicket,
  hashWork,
  ledgerDomain,
  packShares,
  registryDomain,
  unpackShares,
} from './typedData.ts'

// The hashes once more, by the letter of EIP-712 and without the library: the type strings are those of the contracts.

const LINE =
  'Line(address session,uint32 seq,uint8 count,uint32 model,address operator,uint16 images,uint32 steps,uint32 baseMs,uint48 amount)'

const ORDER = 'Order(bytes32 jobId,bytes32 paramsCommit)'
const WORK =
  'Work(bytes32 paramsCommit,bytes32 classId,bytes32 resultRoot,bytes32 traceRoot,uint32 elapsedMs)'

const structHash = (type: string, types: string, values: readonly unknown[]): Hex =>
  keccak256(
    encodeAbiParameters(parseAbiParameters(`bytes32,${types}`), [keccak256(stringToHex(type)), ...values]),
  )

const ledger = address(0xabc)
const chainId = 31_337
const separator = (name: string, contract: Hex) =>
  structHash(
    'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
    'bytes32,bytes32,uint256,address',
    [keccak256(stringToHex(name)), keccak256(stringToHex('1')), BigInt(chainId), contract],
  )
const digest = (struct: Hex, name = 'RenderLedger', contract: Hex = ledger): Hex =>
  keccak256(concatHex(['0x1901', separator(name, contract), struct]))

const domain = ledgerDomain(chainId, ledger)

const ticket: Ticket = {
  jobId: hex32(1),
  seq: 7,
  model: 3,
  unitPrice: 1_099_511_627_775n,
  unitMs: 43_200,
  stepsPerImage: 20,
  deliverBy: 1_900_000_000,
  redeemBy: 1_900_007_200,
  paramsCommit: hex32(2),
  shares: [
    { operator: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', images: 4 },
    { operator: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', images: 65_535 },
  ],
}

const line: Line = {
  session: address(5),
  seq: 7,
  count: 1,
  model: 3,
  operator: address(6),
  images: 4,
  steps: 80,
  baseMs: 172_800,
  amount: 281_474_976_710_655n,
}
const lineTypes = 'address,uint32,uint8,uint32,address,uint16,uint32,uint32,uint48'
const lineHash = (value: Line) => structHash(LINE, lineTypes, Object.values(value))
const listHash = (lines: Line[]) => keccak256(concatHex(lines.map(lineHash)))

describe('digests', () => {
  it('of a Ticket, with its shares packed into words', () => {
    const { jobId, paramsCommit, ...terms } = ticket
    const order = structHash(ORDER, 'bytes32,bytes32', [jobId, paramsCommit])
    const packed = encodeAbiParameters(
      parseAbiParameters('uint256,uint256'),
      packShares(ticket.shares) as [bigint, bigint],
    )
    const struct = structHash(
      `Ticket(Order order,uint32 seq,uint32 model,uint40 unitPrice,uint32 unitMs,uint16 stepsPerImage,uint32 deliverBy,uint32 redeemBy,uint256[] shares)${ORDER}`,
      'bytes32,uint32,uint32,uint40,uint32,uint16,uint32,uint32,bytes32',
      [order, ...Object.values({ ...terms, shares: keccak256(packed) })],
    )
    expect(hashOrder(ticket)).toBe(order)
    expect(hashTicket(domain, ticket)).toBe(digest(struct))
  })

  it('of Accept, Cancel and Receipt', () => {
    expect(hashAccept(domain, { ticket: hex32(9), share: 2, at: 1_900_000_000 })).toBe(
      digest(
        structHash('Accept(bytes32 ticket,uint16 share,uint40 at)', 'bytes32,uint16,uint40', [
          hex32(9),
          2,
          1_900_000_000,
        ]),
      ),
    )
    expect(hashCancel(domain, { ticket: hex32(9), share: 2, maxSteps: 33 })).toBe(
      digest(
        structHash('Cancel(bytes32 ticket,uint16 share,uint32 maxSteps)', 'bytes32,uint16,uint32', [
          hex32(9),
          2,
          33,
        ]),
      ),
    )
    const receipt = {
      ticket: hex32(9),
      share: 1,
      paramsCommit: hex32(2),
      classId: hex32(3),
      resultRoot: hex32(4),
      traceRoot: hex32(5),
      images: 4,
      steps: 80,
      elapsedMs: 1_234,
      completedAt: 1_900_000_000,
      last: true,
    }
    const work = structHash(WORK, 'bytes32,bytes32,bytes32,bytes32,uint32', [
      hex32(2),
      hex32(3),
      hex32(4),
      hex32(5),
      1_234,
    ])
    expect(hashWork(receipt)).toBe(work)
    expect(hashReceipt(domain, receipt)).toBe(
      digest(
        structHash(
          `Receipt(bytes32 ticket,uint16 share,Work work,uint16 images,uint32 steps,uint40 completedAt,bool last)${WORK}`,
          'bytes32,uint16,bytes32,uint16,uint32,uint40,bool',
          [hex32(9), 1, work, 4, 80, 1_900_000_000, true],
        ),
      ),
    )
  })

  it('of a Line, which Tab and Report share', () => {
    const second = { ...line, seq: 8, amount: 0n }
    expect(hashLine(line)).toBe(lineHash(line))
    expect(hashTab(domain, [line, second], '0x0280')).toBe(
      digest(
        structHash(`Tab(Line[] lines,bytes ratings)${LINE}`, 'bytes32,bytes32', [
          listHash([line, second]),
          keccak256('0x0280'),
        ]),
      ),
    )
    expect(hashReport(domain, { lines: [line, second], receiptsRoot: hex32(8), time: 1_900_000_000 })).toBe(
      digest(
        structHash(`Report(Line[] lines,bytes32 receiptsRoot,uint32 time)${LINE}`, 'bytes32,bytes32,uint32', [
          listHash([line, second]),
          hex32(8),
          1_900_000_000,
        ]),
      ),
    )
  })

  it('of DailyKey, Open, and the consent of an Operator in the domain of the registry', () => {
    const key = { workerId: hex32(1), publicKey: hex32(2), notBefore: 10, notAfter: 20, seq: 3 }
    expect(hashDailyKey(domain, key)).toBe(
      digest(
        structHash(
          'DailyKey(bytes32 workerId,bytes32 publicKey,uint40 notBefore,uint40 notAfter,uint32 seq)',
          'bytes32,bytes32,uint40,uint40,uint32',
          Object.values(key),
        ),
      ),
    )
    expect(hashOpen(domain, { owner: address(4), expiry: 2_000_000_000 })).toBe(
      digest(structHash('Open(address owner,uint40 expiry)', 'address,uint40', [address(4), 2_000_000_000])),
    )
    const registry = address(0xdef)
    expect(hashOperator(registryDomain(chainId, registry), { workerId: hex32(1), owner: address(4) })).toBe(
      digest(
        structHash('Operator(bytes32 workerId,address owner)', 'bytes32,address', [hex32(1), address(4)]),
        'WorkerRegistry',
        registry,
      ),
    )
  })
})

describe('shares', () => {
  it('are an operator above sixteen bits of images, and come back checksummed', () => {
    expect(packShares([{ operator: address(1), images: 2 }])).toEqual([(1n << 16n) | 2n])
    expect(unpackShares(packShares(ticket.shares))).toEqual(ticket.shares)
  })
})

it('refuses values that do not fit their type', () => {
  expect(() => hashTicket(domain, { ...ticket, unitPrice: 1n << 40n })).toThrow()
  expect(() => hashLine({ ...line, amount: 1n << 48n })).toThrow()
})
