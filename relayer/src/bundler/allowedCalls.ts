import {
  dailyBoostAbi,
  delegateValidatorAbi,
  deviceValidatorAbi,
  governorAbi,
  lpStakingAbi,
  modelAccessAbi,
  modelStakeAbi,
  modelSubmissionsAbi,
  questsAbi,
  recoveryValidatorAbi,
  referralsAbi,
  renderLedgerAbi,
  rewardsDistributorAbi,
  sogniTokenAbi,
  sparkSaleAbi,
  stakingVaultAbi,
} from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import { type Abi, type Hex, toFunctionSelector } from 'viem'
import type { SponsorRules } from '../core/sponsorPolicy.ts'

/** What people do with an account; what workers, keepers and roles do they pay themselves. */
const FUNCTIONS: { readonly [Name in keyof Contracts]?: readonly [Abi, readonly string[]] } = {
  sogniToken: [sogniTokenAbi, ['transfer', 'approve']],
  usdc: [sogniTokenAbi, ['transfer', 'approve']],
  renderLedger: [
    renderLedgerAbi,
    ['openSession', 'topUp', 'requestWithdrawal', 'withdraw', 'closeSession', 'claimRoyalty'],
  ],
  sparkSale: [sparkSaleAbi, ['buy']],
  stakingVault: [stakingVaultAbi, ['stake', 'requestUnstake', 'withdraw', 'restake', 'delegate']],
  lpStaking: [lpStakingAbi, ['stake', 'requestUnstake', 'withdraw']],
  governor: [governorAbi, ['propose', 'castVote', 'castVoteWithReason']],
  dailyBoost: [dailyBoostAbi, ['claim']],
  referrals: [referralsAbi, ['bind', 'reward']],
  quests: [questsAbi, ['complete']],
  rewardsDistributor: [rewardsDistributorAbi, ['claim']],
  modelStake: [modelStakeAbi, ['stake', 'requestUnstake', 'withdraw']],
  modelSubmissions: [modelSubmissionsAbi, ['submit', 'withdraw']],
  modelAccess: [modelAccessAbi, ['setPrivate', 'setUsers']],
  deviceValidator: [deviceValidatorAbi, ['addDevice', 'removeDevice']],
  recoveryValidator: [recoveryValidatorAbi, ['setGuardians', 'propose', 'cancel', 'complete']],
  delegateValidator: [delegateValidatorAbi, ['authorize', 'revoke']],
}

/** Boosts of others are theirs to ask for. */
const FOR_ITSELF: typeof FUNCTIONS = { dailyBoost: [dailyBoostAbi, ['claim']] }

const MAX_CALLS = 8

function selectorsOf(abi: Abi, names: readonly string[]): Set<Hex> {
  const functions = abi.flatMap((item) =>
    item.type === 'function' && names.includes(item.name) ? [item] : [],
  )
  const missing = names.filter((name) => !functions.some((item) => item.name === name))
  if (missing.length > 0) throw new Error(`no contract has ${missing.join(', ')}`)
  return new Set(functions.map(toFunctionSelector))
}

/** The rules of the network that this relayer serves. */
export function sponsorRules(contracts: Contracts): SponsorRules {
  const { deviceValidator, recoveryValidator, delegateValidator } = contracts
  const { renderLedger, stakingVault, lpStaking, sparkSale, modelStake, modelSubmissions } = contracts
  const byTarget = (list: typeof FUNCTIONS) =>
    new Map(
      Object.entries(list).map(([name, [abi, functions]]) => [
        contracts[name as keyof Contracts].toLowerCase(),
        selectorsOf(abi, functions),
      ]),
    )
  return {
    allowed: byTarget(FUNCTIONS),
    forItself: byTarget(FOR_ITSELF),
    modules: [deviceValidator, recoveryValidator, delegateValidator],
    spenders: [renderLedger, stakingVault, lpStaking, sparkSale, modelStake, modelSubmissions],
    maxCalls: MAX_CALLS,
  }
}
