import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { useServices } from '../lib/services.ts'
import { proposedOptions } from '../queries/devices.ts'
import { State } from '../ui/State.tsx'

/** On every screen of an account: somebody is about to take it over. The account's own screen says more. */
export function RecoveryLine({ account }: { account: `0x${string}` }) {
  const proposed = useQuery(proposedOptions(useServices(), account)).data ?? undefined
  const { pathname } = useLocation()
  if (proposed === undefined || pathname === '/account') return null
  return (
    <p role="alert" className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-8" data-recovery-line>
      <State tone="warn" className="whitespace-normal!">
        A recovery of this account is on its way.
      </State>{' '}
      <Link to="/account" className="underline underline-offset-4">
        Look at it
      </Link>
    </p>
  )
}
