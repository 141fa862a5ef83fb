import type { Vesting, VestingGroupState } from '../queries/vesting.ts'

const MONTH = 2_629_746n
const million = (count: bigint) => count * 10n ** 24n
const address = (byte: string): `0x${string}` => `0x${byte.repeat(20)}`

const team: VestingGroupState = {
  name: 'team',
  vault: address('31'),
  beneficiary: address('41'),
  tge: 0n,
  vesting: million(400n),
  lock: 6n * MONTH,
  duration: 24n * MONTH,
  step: 1n,
  released: 0n,
  releasable: 0n,
}

/** A thousand million SOGNI in two groups, seen at the event. */
export const vestingView: Vesting = {
  tgeAt: 1_763_800_000,
  chainTime: 1_763_800_000,
  groups: [
    team,
    {
      ...team,
      name: 'creatorFund',
      vault: address('32'),
      beneficiary: address('42'),
      tge: million(100n),
      vesting: million(500n),
      lock: 0n,
      duration: 60n * MONTH,
      step: MONTH,
    },
  ],
}
