import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { formatEther } from 'viem'
import { sogniToUsd, sparkToUsd } from '../../lib/amounts.ts'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { balancesOptions } from '../../queries/balances.ts'
import { statusOptions } from '../../queries/status.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button, buttonStyle } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { type Owner, ownerName } from '../../wallet/owner.ts'
import { useFaucet } from '../../wallet/useFaucet.ts'
import { WalletAccounts } from './WalletAccounts.tsx'

const LEAVE = { passkey: 'Sign out', demo: 'Use another account', wallet: 'Disconnect' } as const
const SIGNS = {
  passkey:
    'Your passkey signs what moves money. Renders are signed by the key of this device, without asking.',
  demo: 'Its key was made in this browser and stays here. It exists only on this local network.',
  wallet: 'The wallet signs deposits and withdrawals. Renders are signed by the key of this device.',
} as const

/** The account behind the budgets and what it holds outside them. */
export function OwnerCard({ owner }: { owner: Owner }) {
  const services = useServices()
  const db = useDevice()
  const { leave } = useOwner()
  const out = useMutation({
    mutationFn: async () => {
      if (owner.kind === 'passkey') {
        const { signOut } = await import('../../wallet/passkey/login.ts')
        await signOut(services, db)
      }
      await leave()
    },
  })
  const balances = useQuery(balancesOptions(services, owner.address))
  const rate = BigInt(useQuery(statusOptions(services)).data?.sparkRate ?? '0')
  return (
    <div className="paper p-5" data-owner={owner.address}>
      <div className="flex items-baseline justify-between gap-4">
        <p>{ownerName(owner)}</p>
        <Code value={owner.address} label="Address" />
      </div>
      {balances.error !== null && balances.data === undefined && (
        <div className="mt-4">
          <ErrorNote
            error={balances.error}
            title="The balances could not be read."
            onRetry={() => balances.refetch()}
          />
        </div>
      )}
      {balances.data === undefined && balances.error === null && (
        <Loading what="balances">
          <Skeleton className="mt-4 h-24 w-full" />
        </Loading>
      )}
      {balances.data && (
        <Bill className="mt-4">
          <BillRow label="Spark, prepaid renders">
            <Amount value={balances.data.spark} unit="spark" usd={sparkToUsd(balances.data.spark)} />
          </BillRow>
          {balances.data.promo > 0n && (
            <BillRow label="Spark from promotions">
              <Amount value={balances.data.promo} unit="spark" />
            </BillRow>
          )}
          <BillRow label="SOGNI, the token">
            <Amount value={balances.data.sogni} unit="sogni" usd={sogniToUsd(balances.data.sogni, rate)} />
          </BillRow>
          {owner.kind === 'passkey' ? (
            <BillRow label="Network fees">paid for you</BillRow>
          ) : (
            <BillRow label="For network fees">
              {Number(formatEther(balances.data.ether)).toFixed(4)} ETH
            </BillRow>
          )}
        </Bill>
      )}
      <div className="mt-5 flex flex-wrap items-center gap-4">
        <Link to="/spark" className={buttonStyle()}>
          Buy Spark
        </Link>
        <FaucetButton address={owner.address} />
        <Button tone="quiet" size="small" disabled={out.isPending} onClick={() => out.mutate()}>
          {LEAVE[owner.kind]}
        </Button>
      </div>
      <p className="mt-3 text-13 text-soft">{SIGNS[owner.kind]}</p>
      {owner.kind === 'wallet' && <WalletAccounts owner={owner} />}
    </div>
  )
}

/** Only a local network has a faucet. */
function FaucetButton({ address }: { address: `0x${string}` }) {
  const faucet = useFaucet(address)
  if (faucet === undefined) return null
  if (faucet.error !== null) return <ErrorNote error={faucet.error} onRetry={faucet.visit} />
  return (
    <Button disabled={faucet.isBusy} onClick={faucet.visit}>
      {faucet.isBusy ? 'Buying Spark' : 'Get Spark from the faucet'}
    </Button>
  )
}
