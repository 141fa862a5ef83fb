import { Address } from '@supernet/sdk/schema'
import express from 'express'
import { formatUnits } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { createLocalChain } from '../clients.ts'
import { loadConfig } from './config.ts'
import { sell } from './sell.ts'

/** The till of the local network: a process of its own, because nothing like it exists anywhere else. */
const { port, key, network } = loadConfig(process.env)
const chain = createLocalChain(network.rpcUrl, network.chainId)
const account = privateKeyToAccount(key)
const Body = z.object({ address: Address })

/** One customer at a time: the till has one nonce. */
let queue: Promise<unknown> = Promise.resolve()

const app = express()
app.use(express.json({ limit: '1kb' }))
app.use((_, response, next) => {
  // The dapp's page comes from the relayer's port.
  response.set({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' })
  next()
})
app.options('/faucet', (_, response) => {
  response.sendStatus(204)
})
app.get('/health', (_, response) => {
  response.json({ ok: true })
})
app.post('/faucet', async (request, response) => {
  const body = Body.safeParse(request.body)
  if (!body.success) {
    const message = 'The faucet needs {"address": "0x..."}.'
    response.status(400).json({ error: { code: 'invalid-request', message } })
    return
  }
  const served = queue.then(() => sell(chain, network.contracts, account, body.data.address))
  queue = served.catch(() => undefined)
  const { eth, spark, sogni, usdc, lp } = await served
  const show = (amount: bigint) => formatUnits(amount, 18)
  response.json({
    eth: show(eth),
    spark: show(spark),
    sogni: show(sogni),
    usdc: formatUnits(usdc, 6),
    lp: show(lp),
  })
})

const server = app.listen(port, '127.0.0.1')
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}
