import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'

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
