import { formatAmount } from '../lib/amounts.ts'
import { sogniUnits } from '../lib/wei.ts'
import { Amount } from './Amount.tsx'

/** SOGNI that the chain counts in wei. */
export const Sogni = ({ wei, className }: { wei: bigint; className?: string }) => (
  <Amount value={sogniUnits(wei)} unit="sogni" className={className} />
)

export const formatSogni = (wei: bigint): string => formatAmount(sogniUnits(wei), 'sogni')
