import type { Mutant } from './mutants.ts'

const VAULT = 'contracts/staking/StakingVault.sol'
const VOTES = 'contracts/staking/StakeVotes.sol'
const QUEUE = 'contracts/staking/CoolingQueue.sol'
const LP = 'contracts/staking/LpStaking.sol'
const CAMPAIGN = 'test/invariant/StakingVault.t.sol'
const REBUILD = 'test/invariant/StakingRebuild.t.sol'
const UNIT = 'test/unit/staking/StakingVault.t.sol'
const ATTACKS = 'test/unit/staking/StakingAttacks.t.sol'

/** Each breaks the law of docs/security/invariants.md that it names. */
export const STAKING_MUTANTS: readonly Mutant[] = [
  {
    part: 'staking',
    name: 'S1: stake is not added to the total',
    file: VAULT,
    find: '_getStakingVaultStorage().totalActive += fits;',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S1, S4: a slash pays what was asked',
    file: VAULT,
    find: 'taken = fromActive + fromCooling;',
    replace: 'taken = amount;',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S2: cooling stake keeps its votes',
    file: VAULT,
    find: '_transferVotingUnits(account, address(0), amount);',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S2: LP votes have no cap',
    file: VOTES,
    find: 'return total <= most ? votes : Math.mulDiv(votes, most, total);',
    replace: 'return votes + (most - most) * total;',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S2: LP votes stay with the old delegate',
    file: VOTES,
    find: '_addLpVotes(oldDelegate, 0, staked);',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S3: a slash forgets the requests',
    file: VAULT,
    find: 'uint256 fromCooling = row.requests.takeNewest(amount - fromActive);',
    replace: 'uint256 fromCooling = Math.min(amount - fromActive, row.cooling);',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S3: a seventeenth request is let in',
    file: VAULT,
    find: 'row.requests.length() < MAX_REQUESTS',
    replace: 'row.requests.length() <= MAX_REQUESTS',
    test: ATTACKS,
  },
  {
    part: 'staking',
    name: 'S5: locked stake can be unstaked',
    file: 'contracts/staking/StakeViews.sol',
    find: 'activeOf(account) - Math.max(lockedOf(account), bondedOf(account))',
    replace: 'activeOf(account) - bondedOf(account)',
    test: UNIT,
  },
  {
    part: 'staking',
    name: 'S6: stake is paid a day early',
    file: QUEUE,
    find: 'if (block.timestamp < readyAt) break;',
    replace: 'if (block.timestamp + 1 days < readyAt) break;',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S7: LP tokens that were paid still cool down',
    file: LP,
    find: '$.holdings[msg.sender][pool].cooling -= uint128(amount);',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'staking',
    name: 'S8: a slash takes the oldest requests',
    file: QUEUE,
    find: 'queue.popBack()',
    replace: 'queue.popFront()',
    test: REBUILD,
  },
  {
    part: 'staking',
    name: 'S8: an event hides what a slash took of cooling stake',
    file: VAULT,
    find: 'fromActive, fromCooling, lockLeft);',
    replace: 'fromActive, 0, lockLeft);',
    test: REBUILD,
  },
]
