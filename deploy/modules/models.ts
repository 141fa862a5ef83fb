import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { accessModule } from './access.ts'
import { accountsModule } from './accounts.ts'
import { become, proxiesModule } from './proxies.ts'

export const modelsModule = (access: ReturnType<typeof accessModule>) =>
  buildModule('models', (m) => {
    const { accessManager } = m.useModule(access)
    const { modelAccountImplementation } = m.useModule(accountsModule)
    const proxies = m.useModule(proxiesModule)
    const modelRegistry = become(m, proxies.ModelRegistry, 'ModelRegistry', {
      built: [proxies.RenderLedger, modelAccountImplementation],
      initialize: [accessManager],
    })
    return { modelRegistry }
  })
