import type { Hex } from 'viem'
import { fundGas } from './accounts.ts'
import type { Anvil } from './anvil.ts'
import { fundScoreBonds } from './bonds.ts'
import type { LocalChain } from './clients.ts'
import { type Deployment, deployOnce } from './contracts.ts'
import { writeFingerprint } from './fingerprint.ts'
import type { Keyring } from './keys.ts'
import { openMarket } from './market.ts'
import { registerStickerModel } from './model.ts'
import { openPair } from './pair.ts'
import { refillPool } from './pool.ts'
import { renewPrice } from './price.ts'
import { openPromoCampaign } from './promoCampaign.ts'
import { fillSponsor } from './sponsor.ts'
import { ownerKey, registerWorker } from './workers.ts'

export type PrepareOptions = {
  dataDir: string
  anvil: Anvil
  chain: LocalChain
  keys: Keyring
  workers: number
  /** Artifact behind the ledger's proxy. */
  ledger?: string
  log(line: string): void
}

export type Prepared = Deployment & { modelId: number; workerIds: Hex[] }

/** Contracts, price, market, pool, model and workers: made once, checked at every start. */
export async function prepareChain(options: PrepareOptions): Promise<Prepared> {
  const { anvil, log } = options
  if (!anvil.isNew) return prepare(options)
  log('Compiling and deploying the contracts (once; a minute or two) ...')
  const prepared = await anvil.hurry(() => prepare(options))
  await anvil.snapshot()
  return prepared
}

async function prepare({
  dataDir,
  anvil,
  chain,
  keys,
  workers,
  ledger,
  log,
}: PrepareOptions): Promise<Prepared> {
  const indexes = Array.from({ length: workers }, (_, index) => index)
  await fundGas(anvil.rpcUrl, keys, indexes.map(ownerKey))
  const deployed = await deployOnce({ dataDir, rpcUrl: anvil.rpcUrl, chain, keys, ledger })
  const { contracts } = deployed
  writeFingerprint(dataDir)
  if (await renewPrice(chain, contracts, keys))
    log('The local SOGNI price was about to expire: set again for a week.')
  // Without a market the governed price counts, and all goes on; the next start tries again.
  const market = { dataDir, chain, contracts, keys, pass: anvil.pass }
  await openMarket(market)
    .then(() => openPair(market))
    .catch((error: Error) => log(`The market of SOGNI was not opened: ${error.message}`))
  await refillPool(chain, contracts, keys)
  await fillSponsor(chain, contracts, keys)
  await fundScoreBonds(chain, contracts, keys)
  await openPromoCampaign(chain, contracts, keys)
  const modelId = await registerStickerModel(chain, contracts, keys)
  const workerIds: Hex[] = []
  for (const index of indexes) workerIds.push(await registerWorker(chain, contracts, keys, index))
  return { ...deployed, modelId, workerIds }
}
