import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { accessModule } from './access.ts'
import { accountsModule } from './accounts.ts'
import { become, proxiesModule } from './proxies.ts'

export const workersModule = (access: ReturnType<typeof accessModule>) =>
  buildModule('workers', (m) => {
    const { accessManager } = m.useModule(access)
    const { modelAccountImplementation } = m.useModule(accountsModule)
    const proxies = m.useModule(proxiesModule)
    const workerLicense = become(m, proxies.WorkerLicense, 'WorkerLicense', {
      built: [proxies.WorkerRegistry, modelAccountImplementation],
      initialize: [accessManager],
    })
    const workerRegistry = become(m, proxies.WorkerRegistry, 'WorkerRegistry', {
      built: [proxies.WorkerLicense, proxies.RenderLedger, proxies.StakeBenefits, proxies.StakeBenefits],
      initialize: [accessManager],
    })
    return { workerLicense, workerRegistry }
  })
