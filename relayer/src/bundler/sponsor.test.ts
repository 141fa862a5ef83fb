import { createHash, randomBytes } from 'node:crypto'
import {
  accountCode,
  encodeAccountCalls,
  encodeCreation,
  FIRST_SALT,
  nonceKeyOf,
  sponsorDomain,
  typedSponsorship,
  type UserOperation,
} from '@supernet/sdk/protocol'
import {
  type Address,
  concatHex,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  hexToNumber,
  recoverTypedDataAddress,
  slice,
} from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { clientDigest } from '../http/clientDigest.ts'
import { sponsorships } from '../store/schema/index.ts'
import { faultError } from './rpcError.ts'
import { createSponsor } from './sponsor.ts'

const NOW = 1_800_000_000
const GWEI = 10n ** 9n
const IMPLEMENTATION = newAccount().address
const OURS = accountCode(IMPLEMENTATION, { qx: hex32(), qy: hex32() })
const NEED = {
  callGasLimit: 50_000n,
  verificationGasLimit: 100_000n,
  preVerificationGas: 40_000n,
  paymasterVerificationGasLimit: 45_000n,
}
/** What one honest operation is held against the budgets with. */
const COST = 235_000n * 4n * GWEI

describe('the sponsor', () => {
  let world: World
  let common: Common
  let now = NOW
  const codes = new Map<Address, Hex>()
  const signer = newAccount()

  beforeAll(async () => {
    world = await createWorld()
    const chain = {
      readContract: async () => IMPLEMENTATION,
      getCode: async ({ address }: { address: Address }) => codes.get(address) ?? OURS,
      getBlock: async () => ({ number: 7n, timestamp: BigInt(now), baseFeePerGas: GWEI }),
      estimateMaxPriorityFeePerGas: async () => GWEI,
    }
    common = { ...world.common, chain: chain as unknown as Common['chain'] }
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    now = NOW
    await common.store.db.delete(sponsorships)
  })

  const sponsor = (config: Partial<Common['config']> = {}, estimate = async () => NEED) =>
    createSponsor({ ...common, config: { ...common.config, ...config } }, signer, estimate)
  const asked = (change: Partial<UserOperation> = {}): UserOperation => {
    const { sogniToken, renderLedger } = common.network.contracts
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [renderLedger, 1n] })
    return {
      sender: newAccount().address,
      nonce: 0n,
      callData: encodeAccountCalls([{ to: sogniToken, data }]),
      ...NEED,
      maxFeePerGas: 4n * GWEI,
      maxPriorityFeePerGas: GWEI,
      signature: '0x',
      ...change,
    }
  }
  const creating = (): Partial<UserOperation> => ({
    factory: common.network.contracts.accountFactory,
    factoryData: encodeCreation({ qx: hex32(), qy: hex32(), salt: FIRST_SALT, birth: [] }),
  })
  const client = () => randomBytes(4).toString('hex')

  it('approves with its key, and for five minutes of the chain’s clock', async () => {
    const operation = asked()
    const { paymasterData = '0x' } = await sponsor().approve(operation, client())
    const [validAfter, validUntil] = [slice(paymasterData, 0, 6), slice(paymasterData, 6, 12)].map((part) =>
      hexToNumber(part),
    ) as [number, number]
    expect([validAfter, validUntil]).toEqual([NOW - 60, NOW + 300])
    const { chainId, contracts } = common.network
    const full = { ...operation, paymaster: contracts.sponsorPaymaster, paymasterPostOpGasLimit: 0n }
    const domain = sponsorDomain(chainId, contracts.sponsorPaymaster)
    const typed = typedSponsorship(domain, full, { validAfter, validUntil })
    expect(await recoverTypedDataAddress({ ...typed, signature: slice(paymasterData, 12) })).toBe(
      signer.address,
    )
  })

  it('abuse 1: refuses a call that always reverts', async () => {
    const reverts = async () => {
      throw faultError({ code: 'execution-reverted', message: 'the calls of the operation revert' })
    }
    await expect(sponsor({}, reverts).approve(asked(), client())).rejects.toMatchObject({ code: -32521 })
    expect(await common.store.db.select().from(sponsorships)).toEqual([])
  })

  const excessive: [string, Partial<UserOperation>][] = [
    ['abuse 2: refuses call gas of ten millions for a cheap call', { callGasLimit: 10_000_000n }],
    ['abuse 3: refuses two millions of gas before verification', { preVerificationGas: 2_000_000n }],
    ['abuse 4: refuses fees of 1,000 gwei', { maxFeePerGas: 1_000n * GWEI }],
    ['refuses a tip that no block asks', { maxFeePerGas: 5n * GWEI, maxPriorityFeePerGas: 5n * GWEI }],
    ['refuses verification gas beyond its own measure', { verificationGasLimit: 130_000n }],
    ['refuses paymaster gas beyond its own measure', { paymasterVerificationGasLimit: 1_000_000n }],
  ]
  for (const [what, change] of excessive)
    it(what, async () => {
      const [field = ''] = Object.keys(change).slice(-1)
      await expect(sponsor().approve(asked(change), client())).rejects.toMatchObject({
        code: -32501,
        message: expect.stringContaining(field),
      })
      expect(await common.store.db.select().from(sponsorships)).toEqual([])
    })

  it('over-budget: holds what it approves against the account and the day', async () => {
    const { sender } = asked()
    const one = sponsor({ SPONSOR_ACCOUNT_WEI: COST })
    await one.approve(asked({ sender }), client())
    await expect(one.approve(asked({ sender, nonce: 1n }), client())).rejects.toMatchObject({ code: -32504 })
    await one.approve(asked(), client())
    const all = sponsor({ SPONSOR_TOTAL_WEI: 2n * COST })
    await expect(all.approve(asked(), client())).rejects.toMatchObject({ code: -32504 })
  })

  it('replay: of one number of an account one approval is held, however often it is asked for', async () => {
    const { sender } = asked()
    const tight = sponsor({ SPONSOR_ACCOUNT_WEI: COST })
    for (let i = 0; i < 3; i++) await tight.approve(asked({ sender }), client())
    expect(await common.store.db.select().from(sponsorships)).toHaveLength(1)
  })

  it('expiry: what was approved and not sent in its time is free again', async () => {
    const { sender } = asked()
    const tight = sponsor({ SPONSOR_ACCOUNT_WEI: COST })
    await tight.approve(asked({ sender }), client())
    now += 301
    await tight.approve(asked({ sender, nonce: 1n }), client())
  })

  it('sybil creation: makes few accounts for one client, and so many in a day', async () => {
    const few = sponsor({ SPONSOR_CREATIONS_OF_CLIENT: 2, SPONSOR_CREATIONS: 3 })
    const one = client()
    for (let i = 0; i < 2; i++) await few.approve(asked(creating()), one)
    await expect(few.approve(asked(creating()), one)).rejects.toMatchObject({
      code: -32504,
      message: expect.stringContaining('from one address'),
    })
    await few.approve(asked(creating()), client())
    await expect(few.approve(asked(creating()), client())).rejects.toMatchObject({
      code: -32504,
      message: expect.stringContaining('no more new accounts'),
    })
    // Who has an account already is not held up.
    await few.approve(asked(), one)
  })

  it('sybil use: what many accounts of one address cost in a day is bounded', async () => {
    const bound = sponsor({ SPONSOR_CLIENT_WEI: 2n * COST })
    const home = client()
    const refusal = { code: -32504, message: 'what is sponsored in a day from one address is spent' }
    await bound.approve(asked(), home)
    await bound.approve(asked(creating()), home)
    await expect(bound.approve(asked(), home)).rejects.toMatchObject(refusal)
    await expect(bound.approve(asked(creating()), home)).rejects.toMatchObject(refusal)
    // Another address is not held up by it, and a day counts by itself.
    await bound.approve(asked(), client())
    now += 86_400
    await bound.approve(asked(), home)
  })

  it('keeps who asked as a digest that nobody without the key of the relayer can make', async () => {
    const home = '192.0.2.1'
    await sponsor().approve(asked(), home)
    const [row] = await common.store.db.select().from(sponsorships)
    const day = Math.floor(NOW / 86_400)
    expect(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain(
      home,
    )
    expect(row?.client).toBe(clientDigest(common.config, day, home))
    expect(clientDigest({ RELAYER_KEY: hex32() }, day, home)).not.toBe(row?.client)
    expect(clientDigest(common.config, day + 1, home)).not.toBe(row?.client)
    expect(row?.client).not.toBe(createHash('sha256').update(`${day}:${home}`).digest('hex'))
  })

  it('signs nothing for calls that are not on its list', async () => {
    const call = { to: newAccount().address, data: '0x12345678' } as const
    const operation = asked({ callData: encodeAccountCalls([call]) })
    await expect(sponsor().approve(operation, client())).rejects.toMatchObject({ code: -32501 })
    await expect(sponsor().stub(operation)).rejects.toMatchObject({ code: -32501 })
  })

  it.each<[string, Hex]>([
    ['a plain wallet', '0x'],
    ['a wallet that runs our code by EIP-7702', concatHex(['0xef0100', IMPLEMENTATION])],
    ['a contract of others', '0x6001600155'],
    ['an account of another implementation', accountCode(newAccount().address, { qx: hex32(), qy: hex32() })],
    ['a proxy that says more', concatHex([OURS, '0x00'])],
  ])('signs nothing for %s', async (_, code) => {
    const operation = asked()
    codes.set(operation.sender, code)
    const refusal = { code: -32501, message: expect.stringContaining('no account of the factory') }
    await expect(sponsor().approve(operation, client())).rejects.toMatchObject(refusal)
    await expect(sponsor().stub(operation)).rejects.toMatchObject(refusal)
    // The entry point 0.9 passes over the factory of an account that is there.
    const disguised = { ...operation, ...creating() }
    await expect(sponsor().approve(disguised, client())).rejects.toMatchObject(refusal)
    expect(await common.store.db.select().from(sponsorships)).toEqual([])
  })

  it('signs nothing that a module of the person’s own validates', async () => {
    const { delegateValidator } = common.network.contracts
    for (const lane of [0n, nonceKeyOf(undefined, 7), nonceKeyOf(delegateValidator), BigInt(Date.now())])
      await sponsor().approve(asked({ nonce: lane << 64n }), client())
    const nonce = nonceKeyOf(newAccount().address) << 64n
    const refusal = { code: -32501, message: expect.stringContaining('validates is not sponsored') }
    await expect(sponsor().approve(asked({ nonce }), client())).rejects.toMatchObject(refusal)
    await expect(sponsor().stub(asked({ nonce }))).rejects.toMatchObject(refusal)
  })
})
