import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { isHash } from 'viem'
import { useServices } from '../../lib/services.ts'
import { transactionOptions } from '../../queries/transactions.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { TxReceipt } from './TxReceipt.tsx'

/** A transaction read from the chain itself: where the network has no explorer, this is it. */
export function TxScreen() {
  const { hash = '' } = useParams()
  if (!isHash(hash)) {
    return (
      <Screen title="This is not a transaction.">
        <Empty title="The address is cut short">A transaction has 64 hexadecimal digits after 0x.</Empty>
      </Screen>
    )
  }
  return <KnownTx hash={hash} />
}

function KnownTx({ hash }: { hash: `0x${string}` }) {
  const tx = useQuery(transactionOptions(useServices(), hash))
  if (tx.error !== null) {
    return (
      <Screen title="Transaction">
        <ErrorNote
          error={tx.error}
          title="The chain does not show this transaction."
          onRetry={() => tx.refetch()}
        />
      </Screen>
    )
  }
  if (tx.data === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the transaction">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  return <TxReceipt hash={hash} {...tx.data} />
}
