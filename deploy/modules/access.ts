import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import { become, proxiesModule } from './proxies.ts'

/**
 * The access manager and the timelock. The deployer administers both until the modules `governance` and `roles` end;
 * accounts that propose beside the governor are given here.
 */
export const accessModule = ({ timelock }: Parameters) =>
  buildModule('access', (m) => {
    const deployer = m.getAccount(0)
    const accessManager = m.contract('AccessManager', [deployer])
    const timelockController = m.contract('SupernetTimelock', [
      accessManager,
      BigInt(timelock.minDelaySeconds),
      BigInt(timelock.slowDelaySeconds),
      timelock.bootstrap,
      timelock.bootstrap,
      deployer,
    ])
    return { accessManager, timelock: timelockController }
  })

/** Where a pauser stops what a contract takes in, for a time. */
export const pauseModule = (access: ReturnType<typeof accessModule>) =>
  buildModule('pause', (m) => {
    const { accessManager } = m.useModule(access)
    const { PauseDesk } = m.useModule(proxiesModule)
    return { pauseDesk: become(m, PauseDesk, 'PauseDesk', { built: [], initialize: [accessManager] }) }
  })
