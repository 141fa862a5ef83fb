import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { ArgumentType, ContractFuture } from '@nomicfoundation/ignition-core'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { proxiesModule } from './proxies.ts'

/** What the governor is to the timelock. */
const GOVERNOR_ROLES = ['PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE'] as const

/**
 * The governor over its votes, and the end of the deployer's hold on the timelock. `votes` is a contract, or the artifact of
 * one for tests; without votes there is no governor, and the accounts of `timelock.bootstrap` propose.
 */
export const governanceModule = (
  access: ReturnType<typeof accessModule>,
  { timelock: { bootstrap }, governance, roles }: Parameters,
  votes: string | ContractFuture<string> | undefined,
) => {
  if (votes === undefined && bootstrap.length === 0)
    throw new Error('no governor, and nobody in timelock.bootstrap: nobody could ever change anything')
  return buildModule('governance', (m) => {
    const deployer = m.getAccount(0)
    const { timelock } = m.useModule(access)
    m.useModule(proxiesModule)
    const roleId = (role: string) => m.staticCall(timelock, role, [], 0, { id: `Timelock_${role}` })
    const ids = Object.fromEntries(GOVERNOR_ROLES.map((role) => [role, roleId(role)]))
    const grant = (role: (typeof GOVERNOR_ROLES)[number], account: ArgumentType, id: string) =>
      m.call(timelock, 'grantRole', [ids[role] as ArgumentType, account], { id })

    // The governor's guardian cancels what the governor queued; what others schedule it cancels here.
    const cancellers = bootstrap.length > 0 ? roles.guardian.accounts : []
    const granted = cancellers.map((account, index) =>
      grant('CANCELLER_ROLE', account, `TimelockCanceller${index}`),
    )
    const governor = votes === undefined ? undefined : buildGovernor(votes)
    if (governor !== undefined)
      for (const role of GOVERNOR_ROLES) granted.push(grant(role, governor, `Governor_${role}`))

    m.call(timelock, 'renounceRole', [m.staticCall(timelock, 'DEFAULT_ADMIN_ROLE'), deployer], {
      id: 'TimelockRenounce',
      after: granted,
    })
    const none: Record<string, never> = {}
    return governor === undefined ? none : { governor }

    function buildGovernor(counted: string | ContractFuture<string>) {
      const implementation = m.contract('SupernetGovernor', [governance.quorumFloor], {
        id: 'SupernetGovernorImplementation',
      })
      const initialize = m.encodeFunctionCall(
        implementation,
        'initialize',
        [
          typeof counted === 'string' ? m.contract(counted, [], { id: 'Votes' }) : counted,
          timelock,
          governance.guardian,
          {
            votingDelay: governance.votingDelaySeconds,
            votingPeriod: governance.votingPeriodSeconds,
            lateQuorumExtension: governance.lateQuorumSeconds,
            proposalThreshold: governance.proposalThreshold,
            quorumPercent: governance.quorumPercent,
          },
        ],
        { id: 'SupernetGovernorInitialize' },
      )
      const proxy = m.contract('ERC1967Proxy', [implementation, initialize], { id: 'SupernetGovernorProxy' })
      return m.contractAt('SupernetGovernor', proxy, { id: 'SupernetGovernor' })
    }
  })
}
