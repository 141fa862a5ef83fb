import { entryPoint09Abi } from 'viem/account-abstraction'
import type { Common } from '../common.ts'
import { charge, closeUnused, openSince } from './sponsorshipRows.ts'

/** Blocks may come a little late, and be replaced: an approval that has ended is given up after this. */
const PATIENCE_SECONDS = 120

/** Charges what was applied to the budgets, whoever bundled it, and gives back what was not. Run by one replica at a time. */
export async function settleSponsorships({ chain, store, network }: Common): Promise<void> {
  const since = await openSince(store.db)
  if (since === undefined) return
  const { entryPoint, sponsorPaymaster } = network.contracts
  // The block is read before its logs: nothing that ended by then can come later.
  const { timestamp } = await chain.getBlock()
  const events = await chain.getContractEvents({
    address: entryPoint,
    abi: entryPoint09Abi,
    eventName: 'UserOperationEvent',
    args: { paymaster: sponsorPaymaster },
    fromBlock: BigInt(since),
    strict: true,
  })
  await store.db.transaction(async (tx) => {
    for (const { args } of events) await charge(tx, args.sender, args.nonce, args.actualGasCost)
    await closeUnused(tx, Number(timestamp) - PATIENCE_SECONDS)
  })
}
