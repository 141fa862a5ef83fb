import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'
import { parseAmount } from './amounts.ts'

/** Stake and votes are wei on chain; the page counts SOGNI in ledger units, as everywhere. */
export const sogniUnits = (wei: bigint): bigint => wei / SOGNI_UNIT_WEI

/** What a person typed, in wei of SOGNI; undefined when it is not an amount. */
export function parseSogni(text: string): bigint | undefined {
  const units = parseAmount(text, 'sogni')
  return units === undefined ? undefined : units * SOGNI_UNIT_WEI
}
