import { describe, expect, it } from 'vitest'
import { GROUPS, groupOf, nameOf } from './places.ts'

describe('places', () => {
  it('fit on a phone, and none is named twice', () => {
    expect(GROUPS.length).toBeLessThanOrEqual(5)
    const places = GROUPS.flatMap((group) => group.places)
    expect(new Set(places.map(({ to }) => to)).size).toBe(places.length)
    expect(new Set(places.map(({ name }) => name)).size).toBe(places.length)
  })

  it.each([
    ['/', 'Create'],
    ['/ledger', 'Account'],
    ['/account/keys', 'Account'],
    ['/elsewhere', undefined],
  ])('%s belongs to %s', (path, name) => expect(groupOf(path)?.name).toBe(name))

  it('are called by their group where it has several', () => {
    const [one, two] = [
      { to: '/a', name: 'A' },
      { to: '/b', name: 'B' },
    ]
    expect(nameOf({ name: 'Group', places: [one] })).toBe('A')
    expect(nameOf({ name: 'Group', places: [one, two] })).toBe('Group')
  })
})
