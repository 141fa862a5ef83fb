import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestClient } from '../testing/client.ts'
import { createTestWire } from '../testing/testWire.ts'

/** A start takes longer than a refusal, and nothing is left of a refusal: one worker gives them all. */
describe('a worker on the wire', () => {
  let wire: Awaited<ReturnType<typeof createTestWire>>
  beforeAll(async () => {
    wire = await createTestWire()
    await wire.start()
  })
  beforeEach(() => {
    wire.chain.row.spendable = 100_000_000n
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(() => wire.close())

  const refusalOf = (asked: string, part = 0) =>
    wire.relayer.until('refuse', ({ ticket, share }) => ticket === asked && share === part)

  it.each([
    ['params-mismatch', true, { sealedBody: { prompt: 'something else' } }],
    ['price-too-low', true, { ticket: { unitPrice: 99_999n } }],
    ['ticket-expired', true, { ticket: { deliverBy: 1, redeemBy: 7_201 } }],
    ['steps-not-offered', true, { order: { steps: 101 } }],
    ['size-not-offered', true, { order: { width: 256 } }],
    ['body-invalid', true, { body: { guidanceScale: 40 } }],
    ['model-not-served', false, { order: { model: 9 } }],
    ['session-currency', true, { order: { currency: 'sogni' } }],
    ['promise-limit', false, { order: { count: 512 } }],
  ] as const)('refuses with %s', async (code, clientFault, asked) => {
    const made = await wire.offer(asked)
    expect(await refusalOf(made.ticket)).toMatchObject({ code, clientFault })
    const taken = wire.relayer.heard.filter((each) => each.type === 'accept' && each.ticket === made.ticket)
    expect(taken).toEqual([])
  })

  it('refuses a ticket that its session did not sign, and a body sealed for another share', async () => {
    const made = await wire.offer()
    await wire.relayer.until(
      'receipt',
      ({ signed: { receipt } }) => receipt.last && receipt.ticket === made.ticket,
    )
    const { resultKey, body, ...message } = made
    const stranger = createTestClient().account.address
    wire.relayer.send({ ...message, share: 1, signed: { ...message.signed, session: stranger } })
    expect((await refusalOf(made.ticket, 1)).code).toBe('ticket-signature')
    wire.relayer.send({ ...message, share: 2 })
    expect((await refusalOf(made.ticket, 2)).code).toBe('seal-unopenable')
  })

  it('refuses more than the owner granted, and grants that the owner did not sign', async () => {
    const { relayer, common, client, network } = wire
    const isOwners = vi
      .spyOn(common.chain, 'isOwners')
      .mockImplementation(async (_session, _data, signature) => signature === '0x01')
    const { certificate } = await relayer.until('hello')
    const make = async (perJob: bigint, signature: `0x${string}`, key = client.account.address) => {
      const { chainId, contracts } = network
      const asked = { domain: common.domain, ledger: contracts.renderLedger, chainId, certificate }
      const made = await client.offer(asked)
      const { resultKey: _, body: __, ...message } = made
      relayer.send({ ...message, grant: { grant: { key, perJob, at: 1 }, signature } })
      return (await refusalOf(made.ticket)).code
    }
    expect(await make(1n, '0x01')).toBe('grant-exceeded')
    expect(await make(10n ** 9n, '0x02')).toBe('grant-signature')
    expect(await make(10n ** 9n, '0x01', common.operator.address)).toBe('grant-signature')
    const { address } = client.account
    expect(isOwners.mock.calls.map(([session]) => session)).toEqual([address, address])
  })

  it('refuses what the session cannot pay', async () => {
    wire.chain.row.spendable = 199_999n
    const made = await wire.offer()
    expect((await refusalOf(made.ticket)).code).toBe('session-poor')
  })
})
