import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** Fixed label sets only: never an id, an address or a URL. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  // Its usual 10 ms wake an idle process a hundred times a second.
  collectDefaultMetrics({ register: registry, prefix: 'relayer_', eventLoopMonitoringPrecision: 100 })

  return {
    registry,
    httpSeconds: new Histogram({
      name: 'relayer_http_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    queue: new Gauge({ name: 'relayer_queue_shares', help: 'Shares that no worker has started', registers }),
    rendering: new Gauge({ name: 'relayer_rendering_shares', help: 'Shares in work', registers }),
    workers: new Gauge({ name: 'relayer_connected_workers', help: 'Workers on this replica', registers }),
    clients: new Gauge({
      name: 'relayer_connected_clients',
      help: 'Client streams on this replica',
      registers,
    }),
    refused: new Counter({
      name: 'relayer_refused_total',
      help: 'Refused requests and messages, by stable code',
      labelNames: ['code'],
      registers,
    }),
    logins: new Counter({
      name: 'relayer_logins_total',
      help: 'Logins that began: by registration, passkey or wallet',
      labelNames: ['by'],
      registers,
    }),
    batches: new Counter({
      name: 'relayer_batches_total',
      help: 'Batches by lane and outcome',
      labelNames: ['lane', 'outcome'],
      registers,
    }),
    batchLines: new Histogram({
      name: 'relayer_batch_lines',
      help: 'Lines of a submitted batch',
      buckets: [1, 3, 10, 30, 100, 300, 1_000],
      registers,
    }),
    settlementSeconds: new Histogram({
      name: 'relayer_settlement_seconds',
      help: 'From a batch being put together to its block',
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    replacements: new Counter({
      name: 'relayer_transaction_replacements_total',
      help: 'Stuck transactions sent again with a higher fee',
      registers,
    }),
    revertedBundles: new Counter({
      name: 'relayer_bundles_reverted_total',
      help: 'Bundles of operations that passed their trial and reverted on chain',
      registers,
    }),
    indexedBlock: new Gauge({
      name: 'relayer_indexed_block',
      help: 'Newest block in the database',
      registers,
    }),
    indexerLag: new Gauge({
      name: 'relayer_indexer_lag_blocks',
      help: 'Head minus indexed block',
      registers,
    }),
    marketPrice: new Gauge({
      name: 'relayer_sogni_usd',
      help: 'Dollars per SOGNI that the oracle charges with, from the pool; 0 where it gives no price',
      registers,
    }),
    duties: new Counter({
      name: 'relayer_keeper_duties_total',
      help: 'Duties for the network that were found due and queued, by name',
      labelNames: ['duty'],
      registers,
    }),
    scoresDiffer: new Counter({
      name: 'relayer_scores_differ_total',
      help: 'Posted roots of scores that are not what this relayer computes',
      labelNames: ['population'],
      registers,
    }),
    pruned: new Counter({
      name: 'relayer_pruned_total',
      help: 'Jobs, tabs, batches, transactions, reservations, lost pictures and who asked that were forgotten',
      labelNames: ['kind'],
      registers,
    }),
    paymentEvents: new Counter({
      name: 'relayer_payment_events_total',
      help: 'Events of payment providers: stored, delivered again, or not theirs',
      labelNames: ['provider', 'outcome'],
      registers,
    }),
    purchaseCalls: new Counter({
      name: 'relayer_purchase_calls_total',
      help: 'Mints, chargebacks and releases put into the outbox',
      labelNames: ['call'],
      registers,
    }),
    purchaseRefusals: new Counter({
      name: 'relayer_purchase_refusals_total',
      help: 'Payments that could not be minted or taken back now, by stable code',
      labelNames: ['code'],
      registers,
    }),
    purchasesWaiting: new Gauge({
      name: 'relayer_purchases_waiting',
      help: 'Payments that the chain refuses to mint or to take back until something changes',
      registers,
    }),
    reorgs: new Counter({ name: 'relayer_reorgs_total', help: 'Re-orgs that were undone', registers }),
  }
}
