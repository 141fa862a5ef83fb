import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { formatDate, formatLeft } from '../../../lib/time.ts'
import { payeeKeys, payeesOptions } from '../../../queries/payees.ts'
import { statusOptions } from '../../../queries/status.ts'
import { Button } from '../../../ui/Button.tsx'
import { Code } from '../../../ui/Code.tsx'
import { State } from '../../../ui/State.tsx'

type Address = `0x${string}`

/** Whom the account has announced: seen by every device of it, so that a stranger's announcement is noticed in time. */
export function Payees({ account }: { account: Address }) {
  const services = useServices()
  const queries = useQueryClient()
  const payees = useQuery(payeesOptions(services, account)).data?.payees ?? []
  const chainTime = useQuery(statusOptions(services)).data?.chainTime ?? 0
  const cancel = useMutation({
    mutationFn: (payee: Address) => services.relayer.deletePayee({ params: { payee } }),
    onSettled: () => queries.invalidateQueries({ queryKey: payeeKeys.all }),
  })
  if (payees.length === 0) return null
  return (
    <div className="mt-6" data-payees>
      <p className="text-13 text-soft">Announced for larger amounts. Cancel what you do not know.</p>
      <ul>
        {payees.map(({ payee, name, opensAt }) => (
          <li
            key={payee}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2"
            data-payee={payee}
          >
            <span>{name}</span>
            <Code value={payee} label="Address" />
            {opensAt <= chainTime ? (
              <State tone="good">open</State>
            ) : (
              <State tone="warn">{`opens ${formatLeft(opensAt, chainTime)}, ${formatDate(opensAt)}`}</State>
            )}
            <Button
              tone="quiet"
              size="small"
              className="ml-auto"
              disabled={cancel.isPending}
              onClick={() => cancel.mutate(payee)}
            >
              Cancel
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A large amount to somebody new: announced now, it can be sent when the wait is over. */
export function AnnouncePayee({ account, payee }: { account: Address; payee: Address }) {
  const services = useServices()
  const queries = useQueryClient()
  const known = useQuery(payeesOptions(services, account)).data?.payees.find((one) => one.payee === payee)
  const announce = useMutation({
    mutationFn: () => services.relayer.postPayee({ body: { payee, name: `Ends in ${payee.slice(-4)}` } }),
    onSettled: () => queries.invalidateQueries({ queryKey: payeeKeys.all }),
  })
  return (
    <div role="alert" className="paper border-l-2 border-l-warn p-4" data-announce>
      <p>So much is not sent at once to somebody new.</p>
      <p className="mt-1 mb-3 text-13 text-soft">
        If somebody else had your device, this is the time in which you would notice. Announce the address
        now; every device of yours shows it, and the amount can be sent when the wait is over. Nothing was
        charged.
      </p>
      {known === undefined ? (
        <Button disabled={announce.isPending} onClick={() => announce.mutate()}>
          Announce the address that ends in {payee.slice(-4)}
        </Button>
      ) : (
        <p>It opens on {formatDate(known.opensAt)}.</p>
      )}
    </div>
  )
}
