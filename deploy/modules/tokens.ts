import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'

export const tokensModule = (access: ReturnType<typeof accessModule>, { allocations }: Parameters) =>
  buildModule('tokens', (m) => {
    const { accessManager } = m.useModule(access)
    const proxies = m.useModule(proxiesModule)
    const sogniToken = m.contract('SogniToken', [
      allocations.map(({ holder, sogni }) => ({
        holder: holder === 'treasury' ? proxies.Treasury : holder,
        amount: sogni,
      })),
    ])
    const sparkPoints = become(m, proxies.SparkPoints, 'SparkPoints', {
      built: [proxies.Treasury],
      initialize: [accessManager],
    })
    return { sogniToken, sparkPoints }
  })
