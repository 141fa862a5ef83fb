import { desc, eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainBonds, chainRequirements, chainStakes } from '../../store/schema/index.ts'
import type { BenefitsEvent, Place, VaultEvent } from '../log.ts'

type Hex = `0x${string}`
type Stake = Pick<typeof chainStakes.$inferSelect, 'active' | 'cooling' | 'lp'>

const placed = ({ block, logIndex, at }: Place) => ({ block, logIndex, at })

async function lastStake(tx: Transaction, account: Hex): Promise<Stake> {
  const [row] = await tx
    .select({ active: chainStakes.active, cooling: chainStakes.cooling, lp: chainStakes.lp })
    .from(chainStakes)
    .where(eq(chainStakes.account, account))
    .orderBy(desc(chainStakes.block), desc(chainStakes.logIndex))
    .limit(1)
  return row ?? { active: 0n, cooling: 0n, lp: 0n }
}

/** A row with the account's whole stake after every event that changes it. */
export async function handleVault(tx: Transaction, event: VaultEvent): Promise<void> {
  const write = async (account: Hex, change: (stake: Stake) => Partial<Stake>) => {
    const last = await lastStake(tx, account)
    await tx.insert(chainStakes).values({ account, ...last, ...change(last), ...placed(event.place) })
  }
  switch (event.eventName) {
    case 'Staked': {
      const { account, active } = event.args
      return write(account, () => ({ active }))
    }
    case 'UnstakeRequested':
    case 'Restaked': {
      const { account, active, cooling } = event.args
      return write(account, () => ({ active, cooling }))
    }
    case 'StakeWithdrawn': {
      const { account, cooling } = event.args
      return write(account, () => ({ cooling }))
    }
    case 'StakeSlashed': {
      const { account, fromActive, fromCooling } = event.args
      return write(account, ({ active, cooling }) => ({
        active: active - fromActive,
        cooling: cooling - fromCooling,
      }))
    }
    case 'LpUnitsSet': {
      const { account, newUnits, newCooling } = event.args
      return write(account, () => ({ lp: newUnits + newCooling }))
    }
    case 'StakeBonded':
    case 'StakeUnbonded': {
      const { workerId, owner, pledged } = event.args
      await tx.insert(chainBonds).values({ workerId, owner, pledged, ...placed(event.place) })
      return
    }
  }
}

export async function handleBenefits(tx: Transaction, event: BenefitsEvent): Promise<void> {
  if (event.eventName !== 'RequirementSet') return
  await tx.insert(chainRequirements).values({ amount: event.args.newAmount, ...placed(event.place) })
}
