import { Link, NavLink, useLocation } from 'react-router'
import { GROUPS, groupOf, nameOf, type Place } from './places.ts'

const word =
  'text-soft hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:decoration-action aria-[current]:underline-offset-8'

const PlaceLink = ({ place, className }: { place: Place; className: string }) => (
  <NavLink to={place.to} end={place.to === '/'} className={`${word} ${className}`}>
    {place.name}
  </NavLink>
)

/** All places by group, on the rail of a wide window. */
export function Rail() {
  return (
    <nav
      aria-label="Main"
      className="hidden md:mt-8 md:flex md:flex-1 md:flex-col md:gap-2 md:self-stretch md:pb-8"
    >
      {GROUPS.map((group) => (
        <div key={group.name} className={group.places.length > 1 ? 'mt-3' : undefined}>
          {group.places.length > 1 && <p className="mb-1 text-12 text-soft">{group.name}</p>}
          <ul className="flex flex-col gap-1">
            {group.places.map((place) => (
              <li key={place.to}>
                <PlaceLink place={place} className="inline-block py-1 text-15" />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** On a phone: a word for each group at the bottom. It leads to the group's first place. */
export function Bar() {
  const here = groupOf(useLocation().pathname)
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex justify-around border-t bg-wall pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {GROUPS.map((group) => (
        <Link
          key={group.name}
          to={group.places[0]?.to ?? '/'}
          aria-current={group === here ? 'true' : undefined}
          className={`${word} px-1 py-3 text-13`}
        >
          {nameOf(group)}
        </Link>
      ))}
    </nav>
  )
}

/** On a phone: the places of the group that is open, above the screen. */
export function Siblings() {
  const here = groupOf(useLocation().pathname)
  if (here === undefined || here.places.length < 2) return null
  return (
    <nav aria-label={here.name} className="flex flex-wrap gap-x-5 px-4 pt-4 md:hidden">
      {here.places.map((place) => (
        <PlaceLink key={place.to} place={place} className="py-2 text-15" />
      ))}
    </nav>
  )
}
