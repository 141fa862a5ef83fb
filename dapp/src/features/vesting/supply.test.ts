import { expect, it } from 'vitest'
import { vestingView } from '../../testing/vesting.ts'
import { formatMillions, headline, lockedOf, supplyOf, titleOf } from './supply.ts'

it('answers its question from the schedules', () => {
  expect(headline(vestingView)).toBe('10 % of all SOGNI is free.')
  const later = { ...vestingView, chainTime: vestingView.tgeAt + 30 * 2_629_746 }
  expect(headline(later)).toBe('75 % of all SOGNI is free.')
  expect(headline({ ...vestingView, groups: [] })).toBe('Nothing vests here.')
})

it('draws five years, group by group', () => {
  const { title, months, series } = supplyOf(vestingView)
  expect(title).toBe('Half of all SOGNI is free 21 months after the event.')
  expect(months).toHaveLength(61)
  expect(series.map(({ label }) => label)).toEqual(['Team and advisors', 'Creator fund'])
  expect(series[0]?.values.at(-1)).toBe(400)
  expect(series[1]?.values[0]).toBe(100)
})

it('never says that less than nothing is locked', () => {
  const [team] = vestingView.groups
  if (team === undefined) throw new Error('no group')
  expect(lockedOf(team)).toBe(team.vesting)
  expect(lockedOf({ ...team, released: team.vesting, releasable: 1n })).toBe(0n)
})

it('names groups and amounts for people', () => {
  expect(titleOf('gpuRewards')).toBe('GPU worker rewards')
  expect(titleOf('friends')).toBe('friends')
  expect(formatMillions(1_234_560n * 10n ** 18n)).toBe('1.2 M SOGNI')
})
