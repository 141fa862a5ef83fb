import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TransactionReceipt } from 'viem'
import { describeCode } from '../../lib/errorText.ts'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { State } from '../../ui/State.tsx'
import { decodeTx } from './decodeTx.ts'
import { LineTable } from './LineTable.tsx'
import { SplitBill } from './SplitBill.tsx'
import { splitOf } from './splitOf.ts'

interface TxReceiptProps {
  hash: `0x${string}`
  receipt: TransactionReceipt
  at: number
  isFinal: boolean
}

export function TxReceipt({ hash, receipt, at, isFinal }: TxReceiptProps) {
  const services = useServices()
  const tx = useMemo(() => decodeTx(receipt.logs), [receipt.logs])
  const split = useQuery({
    queryKey: ['split', hash],
    queryFn: () => splitOf(services, tx),
    enabled: tx.lines.length > 0,
  })
  const title =
    tx.lines.length === 0
      ? 'A transaction of the network.'
      : `${tx.lines.length === 1 ? 'One line was' : `${tx.lines.length} lines were`} settled.`
  return (
    <Screen title={title}>
      <div className="flex flex-col gap-12">
        <div className="grid items-start gap-8 md:grid-cols-2">
          <Slip className="p-5 pt-7">
            <Bill>
              <BillRow label="Transaction">
                <Code value={hash} label="Transaction" />
              </BillRow>
              <BillRow label="State">
                {receipt.status === 'reverted' ? (
                  <State tone="bad">reverted</State>
                ) : (
                  <State tone="good">{isFinal ? 'final' : 'in a block'}</State>
                )}
              </BillRow>
              <BillRow label="Block">{receipt.blockNumber.toLocaleString('en')}</BillRow>
              <BillRow label="Time">{formatDate(at)}</BillRow>
              <BillRow label="Sent by">
                <Code value={receipt.from} label="Sender" />
              </BillRow>
              {receipt.to !== null && (
                <BillRow label="To">
                  <Code value={receipt.to} label="Recipient" />
                </BillRow>
              )}
              <BillRow label="Gas">{receipt.gasUsed.toLocaleString('en')}</BillRow>
            </Bill>
          </Slip>
          {split.data && tx.sparkRate !== undefined && (
            <SplitBill split={split.data} sparkRate={tx.sparkRate} />
          )}
          {split.error && <ErrorNote error={split.error} onRetry={() => split.refetch()} />}
        </div>
        {split.data && (
          <Section
            title="Lines"
            note="Each was signed by the render key that pays and by the worker that drew."
          >
            <LineTable lines={split.data.lines} />
          </Section>
        )}
        {tx.skipped.length > 0 && (
          <Section title="Left out">
            <ul>
              {tx.skipped.map(({ session, seq, code }) => (
                <li key={`${session}-${seq}`}>
                  Number {seq}: {describeCode(code).happened}{' '}
                  <code className="font-mono text-12 text-soft">{code}</code>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {tx.others.length > 0 && (
          <Section title="Other events">
            <ul className="flex flex-col gap-3">
              {tx.others.map(({ name, args }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: events are known by their place in the block
                <li key={index}>
                  <p>{name}</p>
                  <p className="break-all font-mono text-12 text-soft">
                    {args.map(([key, value]) => `${key} ${value}`).join(' · ')}
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Screen>
  )
}
