import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import { TIMELOCK_ROLES } from '../roles.ts'

/** The access manager, whose administrator is the deployer until the roles module ends, and the timelock. */
export const accessModule = ({ timelock, roles }: Parameters) =>
  buildModule('access', (m) => {
    const deployer = m.getAccount(0)
    const accessManager = m.contract('AccessManager', [deployer])
    const accounts = (names: readonly (keyof Parameters['roles'])[]) =>
      names.flatMap((name) => roles[name].accounts)
    const timelockController = m.contract('TimelockController', [
      BigInt(timelock.minDelaySeconds),
      accounts(TIMELOCK_ROLES.PROPOSER_ROLE),
      accounts(TIMELOCK_ROLES.EXECUTOR_ROLE),
      deployer,
    ])

    // Proposers are made cancellers by the constructor; the others are added before the deployer lets go.
    const canceller = m.staticCall(timelockController, 'CANCELLER_ROLE')
    const others = accounts(TIMELOCK_ROLES.CANCELLER_ROLE.filter((name) => name !== 'council'))
    const granted = others.map((account, index) =>
      m.call(timelockController, 'grantRole', [canceller, account], { id: `TimelockCanceller${index}` }),
    )
    const adminRole = m.staticCall(timelockController, 'DEFAULT_ADMIN_ROLE')
    m.call(timelockController, 'renounceRole', [adminRole, deployer], {
      id: 'TimelockRenounce',
      after: granted,
    })
    return { accessManager, timelock: timelockController }
  })
