import { typedUserOperation } from '@supernet/sdk/protocol'
import type { RecoveryOperations, RecoveryView } from '@supernet/sdk/schema'
import { and, eq } from 'drizzle-orm'
import type { Address, PrivateKeyAccount } from 'viem'
import { createBrowser, registerPasskey } from '../../test/helpers/login.ts'
import { createPasskey, type Passkey } from '../../test/helpers/passkey.ts'
import type { Common } from '../src/common.ts'
import { applyBlock } from '../src/indexer/applyBlock.ts'
import type { ChainEvent, RecoveryEvent } from '../src/indexer/log.ts'
import { undoAfter } from '../src/indexer/undo.ts'
import { createRecoveryKeeper } from '../src/keeper/recoveries.ts'
import { outbox } from '../src/store/schema/index.ts'
import { createFakeGuardians } from './fakeGuardians.ts'
import { ORIGIN } from './loginWorld.ts'
import { serve } from './serve.ts'
import { createWorld, hex32 } from './world.ts'

/** Seconds that accounts of this world make a recovery wait, and that it counts for afterwards. */
export const DELAY = 3 * 86_400
export const WINDOW = 14 * 86_400

export type RecoveryWorld = Awaited<ReturnType<typeof createRecoveryWorld>>
export type Begun = Awaited<ReturnType<RecoveryWorld['begin']>>

/** A relayer that is served for one page, over a chain that knows accounts and their guardians, with a clock that is set. */
export async function createRecoveryWorld() {
  const world = await createWorld()
  const chain = createFakeGuardians()
  let block = 10
  let now = 1_800_000_000
  const config = {
    ...world.common.config,
    PUBLIC_ORIGINS: [ORIGIN],
    RATE_LIMIT_LOGINS: 10_000,
    SPONSOR_CREATIONS_OF_CLIENT: 1_000,
    RECOVERIES_OF_CLIENT: 1_000,
  }
  const clock = { now: () => now, observe: () => undefined }
  const common: Common = { ...world.common, config, clock, chain: chain.chain }
  const { url, end } = await serve(common)
  const { db } = common.store
  const domain = { chainId: common.network.chainId, address: common.network.contracts.entryPoint }

  /** The index reads an event of the validator, in a block of its own. */
  const happen = (eventName: RecoveryEvent['eventName'], args: object) => {
    block += 1
    const place = { tx: hex32(), logIndex: 0, block, at: now }
    const event = { source: 'recoveries', event: { eventName, args, place } } as unknown as ChainEvent
    const header = { number: block, hash: hex32(), parentHash: hex32(), time: now }
    return db.transaction((tx) => applyBlock(tx, header, [event]))
  }
  const name = async (account: Address, guardians: readonly Address[], threshold = 1) => {
    chain.named.set(account, { guardians, threshold, delay: DELAY })
    const lower = guardians.map((one) => one.toLowerCase())
    await happen('GuardiansSet', { account, guardians: lower, threshold, delay: DELAY })
  }
  const begin = async (key: Passkey = createPasskey(ORIGIN)) => {
    const browser = createBrowser(url, ORIGIN)
    const { challenge } = await browser.relayer.postChallenge({ body: {} })
    const passkey = key.create(challenge)
    const view = await browser.relayer.postRecovery({ body: { passkey, name: 'New phone' } })
    return { ...browser, key, view, params: { code: view.code } }
  }
  type Begun = Awaited<ReturnType<typeof begin>>
  const sign = async (wallet: PrivateKeyAccount, { proposal, completion }: RecoveryOperations) => ({
    proposal: await wallet.signTypedData(typedUserOperation(domain, proposal) as never),
    completion: await wallet.signTypedData(typedUserOperation(domain, completion) as never),
  })
  const draft = async ({ relayer, params }: Begun, account: Address) =>
    (await relayer.getRecoveryDraft({ params, query: { account } })).operations

  return {
    common,
    /** What the chain knows, and what it refuses. */
    chain,
    refuseNothing: () => {
      for (const name of ['bundle', 'proposal', 'gas', 'isAway'] as const) delete chain.refusing[name]
    },
    url,
    now: () => now,
    pass: (seconds: number) => {
      now += seconds
    },
    happen,
    /** The newest block was none. */
    undoBlock: async () => {
      await db.transaction((tx) => undoAfter(tx, block - 1))
      block -= 1
    },
    /** An account on chain that has named guardians. */
    guarded: async (guardians: readonly Address[], threshold = 1) => {
      const lost = createPasskey(ORIGIN)
      const browser = await registerPasskey(url, lost, { salt: hex32(), name: 'Lost phone' })
      const { account } = browser.login
      chain.make(account, lost)
      await name(account, guardians, threshold)
      return { ...browser, account, lost }
    },
    name,
    /** Somebody without a device asks for a recovery, with a new passkey. */
    begin,
    draft,
    sign,
    /** A guardian with a wallet signs. */
    agree: async (begun: Begun, account: Address, wallet: PrivateKeyAccount): Promise<RecoveryView> => {
      const signatures = await sign(wallet, await draft(begun, account))
      const body = { account, guardian: wallet.address, ...signatures }
      return begun.relayer.postRecoverySignature({ params: begun.params, body })
    },
    /** The chain has the proposal. */
    propose: async ({ key }: Begun, account: Address) => {
      const times = { readyAt: now + DELAY, expiresAt: now + DELAY + WINDOW }
      await happen('RecoveryProposed', { account, qx: key.qx, qy: key.qy, ...times })
      chain.nonces.set(account, (chain.nonces.get(account) ?? 0n) + 1n)
    },
    find: ({ relayer, params }: Begun) => relayer.getRecovery({ params }),
    /** The keeper's turn. */
    turn: () => createRecoveryKeeper(common).step(),
    /** Transactions of a step that wait to be sent. */
    sent: async ({ view }: Begun, step: 'proposal' | 'completion') => {
      const ofStep = and(eq(outbox.kind, 'keeper'), eq(outbox.ref, `recovery ${step} ${view.code}`))
      return (await db.select().from(outbox).where(ofStep)).length
    },
    end: async () => {
      end()
      await world.end()
    },
  }
}
