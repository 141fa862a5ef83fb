import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { ArgumentType, CallableContractFuture } from '@nomicfoundation/ignition-core'
import { type Hex, zeroAddress } from 'viem'
import type { Parameters } from '../parameters/parameters.schema.ts'
import {
  MANAGED_CONTRACTS,
  type ManagedContract,
  PERMISSIONS,
  ROLE_NAMES,
  ROLES,
  type RoleName,
} from '../roles.ts'
import type { accessModule } from './access.ts'

const SPARK_CLASS = { Purchased: 0, Promotional: 1 } as const

/** Selector of a function of a managed contract, from its artifact. */
export type SelectorOf = (contract: ManagedContract, functionName: string) => Hex

/**
 * Applies the permission table in one transaction, hands the administrator role to the timelock, and lets go of it.
 * It comes last: nothing can be set up by the deployer afterwards.
 */
export const rolesModule = (
  access: ReturnType<typeof accessModule>,
  contracts: Record<ManagedContract, CallableContractFuture<string>>,
  tokens: Record<'usdc' | 'sogni', CallableContractFuture<string>>,
  { roles, mintLimits, spendLimits }: Parameters,
  selectorOf: SelectorOf,
) =>
  buildModule('roles', (m) => {
    const deployer = m.getAccount(0)
    const { accessManager, timelock } = m.useModule(access)
    const every = Object.values(contracts)

    const calls: ArgumentType[] = []
    const encode = (functionName: string, args: ArgumentType[], id: string) =>
      calls.push(m.encodeFunctionCall(accessManager, functionName, args, { id, after: every }))

    const holdersOf = (name: RoleName): { accounts: ArgumentType[]; delaySeconds: number } => {
      const { holder } = ROLES[name]
      if (holder === 'accounts') return roles[name as keyof typeof roles]
      return { accounts: [holder === 'Timelock' ? timelock : contracts[holder]], delaySeconds: 0 }
    }

    for (const contract of MANAGED_CONTRACTS) {
      const byRole = Map.groupBy(Object.entries(PERMISSIONS[contract]), ([, role]) => role)
      for (const [role, functions] of byRole) {
        // An untouched function asks for the administrator role already.
        if (role === 'admin') continue
        const selectors = functions.map(([functionName]) => selectorOf(contract, functionName))
        encode(
          'setTargetFunctionRole',
          [contracts[contract], selectors, ROLES[role].id],
          `${contract}_${role}`,
        )
      }
    }
    for (const name of ROLE_NAMES) {
      const { id } = ROLES[name]
      if (name !== 'admin') {
        encode('labelRole', [id, name], `Label_${name}`)
        encode('setRoleGuardian', [id, ROLES.guardian.id], `Guardian_${name}`)
      }
      const { accounts, delaySeconds } = holdersOf(name)
      for (const [index, account] of accounts.entries())
        encode('grantRole', [id, account, delaySeconds], `Grant_${name}_${index}`)
      for (const contract of ROLES[name].alsoHeldBy ?? [])
        encode(
          'grantRole',
          [id, contract === 'Timelock' ? timelock : contracts[contract], 0],
          `Grant_${name}_${contract}`,
        )
    }

    const limited = mintLimits.map(({ minter, class: sparkClass, capacity, windowSeconds }, index) =>
      m.call(
        contracts.SparkPoints,
        'setMintLimit',
        [
          minter in contracts ? contracts[minter as ManagedContract] : minter,
          SPARK_CLASS[sparkClass],
          capacity,
          windowSeconds,
        ],
        { id: `MintLimit${index}` },
      ),
    )
    const bounded = spendLimits.map(({ spender, token, capacity, windowSeconds }, index) =>
      m.call(
        contracts.Treasury,
        'setSpendLimit',
        [
          spender === 'Timelock'
            ? timelock
            : spender in contracts
              ? contracts[spender as ManagedContract]
              : spender,
          token === 'eth' ? zeroAddress : tokens[token],
          capacity,
          windowSeconds,
        ],
        { id: `SpendLimit${index}` },
      ),
    )
    // Only an administrator says where tiers are read.
    const tiers = m.call(contracts.StakeBenefits, 'setTierSource', [contracts.ScoreBoard])
    const applied = m.call(accessManager, 'multicall', [calls], { id: 'ApplyRoles', after: every })
    m.call(accessManager, 'renounceRole', [ROLES.admin.id, deployer], {
      id: 'RenounceAdmin',
      after: [applied, tiers, ...limited, ...bounded],
    })
    return {}
  })
