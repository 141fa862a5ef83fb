import { budgetWords } from './budget.ts'
import { daoWords } from './dao.ts'
import { moneyWords } from './money.ts'
import { passkeyWords } from './passkeys.ts'
import { rewardWords } from './rewards.ts'
import { stakeWords } from './stake.ts'
import type { RevertWords } from './words.ts'

/** Reverts that a person can meet. The test beside it names all others, and why nobody meets them here. */
export const revertWords: RevertWords = {
  ...budgetWords,
  ...moneyWords,
  ...stakeWords,
  ...rewardWords,
  ...daoWords,
  ...passkeyWords,
}
