export interface Place {
  readonly to: string
  readonly name: string
}

/** Places that belong together: one word on a phone's bar, a heading with its places on the rail. */
export interface Group {
  readonly name: string
  readonly places: readonly Place[]
}

/** Every screen that the navigation names. A phone has room for five groups; their number stays. */
export const GROUPS: readonly Group[] = [
  { name: 'Create', places: [{ to: '/', name: 'Create' }] },
  { name: 'Gallery', places: [{ to: '/gallery', name: 'Gallery' }] },
  {
    name: 'Earn',
    places: [
      { to: '/stake', name: 'Stake' },
      { to: '/rewards', name: 'Rewards' },
      { to: '/leaders', name: 'Leaders' },
    ],
  },
  {
    name: 'DAO',
    places: [
      { to: '/governance', name: 'Governance' },
      { to: '/network', name: 'Network' },
      { to: '/treasury', name: 'Treasury' },
      { to: '/vesting', name: 'Vesting' },
    ],
  },
  {
    name: 'Account',
    places: [
      { to: '/account', name: 'Account' },
      { to: '/spark', name: 'Buy Spark' },
      { to: '/ledger', name: 'Ledger' },
    ],
  },
]

/** A group of one place is called as the place is. */
export const nameOf = ({ name, places }: Group): string => (places.length === 1 && places[0]?.name) || name

const covers = ({ to }: Place, path: string) => path === to || (to !== '/' && path.startsWith(`${to}/`))

/** The group that a path belongs to. */
export const groupOf = (path: string): Group | undefined =>
  GROUPS.find(({ places }) => places.some((place) => covers(place, path)))
