import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { ArgumentType } from '@nomicfoundation/ignition-core'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { proxiesModule } from './proxies.ts'

/** What the governor is to the timelock. */
const GOVERNOR_ROLES = ['PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE'] as const

/** The governor, whose votes are those of the staking vault, and the end of the deployer's hold on the timelock. */
export const governanceModule = (
  access: ReturnType<typeof accessModule>,
  { timelock: { bootstrap }, governance, roles }: Parameters,
) =>
  buildModule('governance', (m) => {
    const deployer = m.getAccount(0)
    const { timelock } = m.useModule(access)
    const { StakingVault: votes } = m.useModule(proxiesModule)
    const roleId = (role: string) => m.staticCall(timelock, role, [], 0, { id: `Timelock_${role}` })
    const ids = Object.fromEntries(GOVERNOR_ROLES.map((role) => [role, roleId(role)]))
    const grant = (role: (typeof GOVERNOR_ROLES)[number], account: ArgumentType, id: string) =>
      m.call(timelock, 'grantRole', [ids[role] as ArgumentType, account], { id })

    // The governor's guardian cancels what the governor queued; what others schedule it cancels here.
    const cancellers = bootstrap.length > 0 ? roles.guardian.accounts : []
    const granted = cancellers.map((account, index) =>
      grant('CANCELLER_ROLE', account, `TimelockCanceller${index}`),
    )

    const implementation = m.contract('SupernetGovernor', [governance.quorumFloor], {
      id: 'SupernetGovernorImplementation',
    })
    const terms = {
      votingDelay: governance.votingDelaySeconds,
      votingPeriod: governance.votingPeriodSeconds,
      lateQuorumExtension: governance.lateQuorumSeconds,
      proposalThreshold: governance.proposalThreshold,
      quorumPercent: governance.quorumPercent,
    }
    const initialize = m.encodeFunctionCall(
      implementation,
      'initialize',
      [votes, timelock, governance.guardian, terms],
      { id: 'SupernetGovernorInitialize' },
    )
    const proxy = m.contract('ERC1967Proxy', [implementation, initialize], { id: 'SupernetGovernorProxy' })
    const governor = m.contractAt('SupernetGovernor', proxy, { id: 'SupernetGovernor' })
    for (const role of GOVERNOR_ROLES) granted.push(grant(role, governor, `Governor_${role}`))

    m.call(timelock, 'renounceRole', [m.staticCall(timelock, 'DEFAULT_ADMIN_ROLE'), deployer], {
      id: 'TimelockRenounce',
      after: granted,
    })
    return { governor }
  })
