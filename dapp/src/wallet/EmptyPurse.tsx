import { Link } from 'react-router'
import { Button, buttonStyle } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import type { Owner } from './owner.ts'
import { useFaucet } from './useFaucet.ts'

/** Nothing to open a budget with: on the local network the faucet sells some. */
export function EmptyPurse({ owner }: { owner: Owner }) {
  const faucet = useFaucet(owner.address)
  if (faucet === undefined)
    return (
      <div className="flex flex-col items-start gap-3">
        <p>
          This account holds no Spark and no SOGNI yet. Spark is bought with USDC, ether, SOGNI or a card.
        </p>
        <Link to="/spark" className={buttonStyle({ tone: 'primary' })}>
          Buy Spark
        </Link>
      </div>
    )
  return (
    <div className="flex flex-col items-start gap-3">
      <p>This account is empty. The faucet of this local network sells it Spark for nothing.</p>
      <Button tone="primary" disabled={faucet.isBusy} onClick={faucet.visit}>
        {faucet.isBusy ? 'Buying Spark' : 'Get Spark from the faucet'}
      </Button>
      {faucet.error !== null && <ErrorNote error={faucet.error} onRetry={faucet.visit} />}
    </div>
  )
}
