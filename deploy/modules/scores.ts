import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'
import { become, proxiesModule } from './proxies.ts'
import type { tokensModule } from './tokens.ts'

/** The board of scores, and the two sources that its challenges ask what the chain recorded. */
export const scoresModule = (
  access: ReturnType<typeof accessModule>,
  tokens: ReturnType<typeof tokensModule>,
  { scores: { bond, thresholds } }: Parameters,
) =>
  buildModule('scores', (m) => {
    const { accessManager } = m.useModule(access)
    const { sogniToken } = m.useModule(tokens)
    const proxies = m.useModule(proxiesModule)
    const stakeActivity = m.contract('StakeActivity', [proxies.StakingVault])
    const workActivity = m.contract('WorkActivity', [proxies.WorkerRegistry])
    const scoreBoard = become(m, proxies.ScoreBoard, 'ScoreBoard', {
      built: [sogniToken, proxies.Treasury, stakeActivity, workActivity],
      initialize: [accessManager, bond, thresholds],
    })
    return { stakeActivity, workActivity, scoreBoard }
  })
