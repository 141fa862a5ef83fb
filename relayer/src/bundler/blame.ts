import type { Common } from '../common.ts'
import { narrower } from '../core/pickBundle.ts'
import type { Transaction } from '../store/database.ts'
import { findInclusion } from './inclusions.ts'
import { dropReverted, include, narrow, type OperationRow } from './operationRows.ts'

/** Writes down what follows. */
export type Verdict = (tx: Transaction) => Promise<unknown>

/**
 * What a bundle that reverted means for those that it carried: all passed the trial, and one of them does otherwise on chain.
 * Who cannot be named is looked for in narrower bundles; alone it is found out, unless somebody else has applied it first.
 */
export async function blame(
  { chain, network, logger }: Pick<Common, 'chain' | 'network' | 'logger'>,
  bundle: number,
  carried: readonly OperationRow[],
): Promise<Verdict> {
  const hashes = carried.map(({ hash }) => hash)
  const [only, ...others] = carried
  if (only === undefined || others.length > 0) return (tx) => narrow(tx, hashes, narrower(hashes.length))
  const { hash, sender, head } = only
  const elsewhere = await findInclusion(chain, network.contracts.entryPoint, hash, head)
  if (elsewhere !== undefined) return (tx) => include(tx, hash, elsewhere)
  logger.warn({ hash, sender }, 'operation dropped: a bundle of it alone reverted')
  return (tx) => dropReverted(tx, hash, bundle)
}
