import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { erc6551RegistryAbi, renderLedgerAbi, tokenAccountAbi } from '@supernet/sdk/abi'
import {
  encodeTicketBatch,
  hashTicket,
  ledgerDomain,
  registryDomain,
  signOpen,
  signOperator,
  signReceipt,
  signTicket,
  toCompact,
} from '@supernet/sdk/protocol'
import {
  concat,
  createWalletClient,
  custom,
  encodeFunctionData,
  getContract,
  keccak256,
  parseEther,
  toHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { hardhat } from 'viem/chains'
import { type Deployed, deployed } from './deployed.ts'

const SOGNI = 0
const UNIT_WEI = 10n ** 9n
const HASH = keccak256(toHex('some bytes'))

/** One image for SOGNI, settled by the ticket lane: who gets what, and that the model's owner can spend it. */
describe('a royalty', () => {
  let net: Deployed
  let model: number
  const session = privateKeyToAccount(generatePrivateKey())
  const operator = privateKeyToAccount(generatePrivateKey())

  before(async () => {
    net = await deployed()
    model = await registerModel()
    await registerWorker()
    await openSession(parseEther('1'))
    await settleOneImage()
  })

  it('is paid to the account of the model by anyone', async () => {
    const account = await net.chain.modelRegistry.read.accountOf([model])
    await net.as(net.users.stranger).renderLedger.write.claimRoyalty([model])
    const paid = await net.chain.sogniToken.read.balanceOf([account])
    assert.equal(paid, parseEther('0.005'), '5 % of a tenth of a SOGNI')
  })

  it('lies in the account that the canonical registry gives', async () => {
    const registry = getContract({
      abi: erc6551RegistryAbi,
      address: net.contracts.erc6551Registry,
      client: net.reader,
    })
    const { modelAccountImplementation, modelRegistry } = net.contracts
    const salt = `0x${'0'.repeat(64)}` as const
    assert.equal(
      await registry.read.account([modelAccountImplementation, salt, 31_337n, modelRegistry, BigInt(model)]),
      await net.chain.modelRegistry.read.accountOf([model]),
    )
  })

  it('is spent by the owner of the model, and by nobody else', async () => {
    const { artist, worker, stranger } = net.users
    const address = await net.chain.modelRegistry.read.accountOf([model])
    const amount = parseEther('0.005')
    const data = encodeFunctionData({
      abi: net.chain.sogniToken.abi,
      functionName: 'transfer',
      args: [worker.address, amount],
    })
    const args = [net.contracts.sogniToken, 0n, data, 0] as const
    const execute = { address, abi: tokenAccountAbi, functionName: 'execute', args } as const
    await assert.rejects(
      net.reader.simulateContract({ ...execute, account: stranger }),
      /Caller is not owner/,
    )

    const before = await net.chain.sogniToken.read.balanceOf([worker.address])
    const wallet = createWalletClient({
      account: artist,
      chain: hardhat,
      transport: custom(net.connection.provider),
    })
    await wallet.writeContract(execute)
    assert.equal((await net.chain.sogniToken.read.balanceOf([worker.address])) - before, amount)
  })

  it('leaves the worker and the treasury the rest', async () => {
    const row = await net.chain.renderLedger.read.worker([operator.address])
    const { treasury } = await net.chain.renderLedger.read.global()
    assert.equal(row.accrued * UNIT_WEI, parseEther('0.05'))
    assert.equal(treasury * UNIT_WEI, parseEther('0.045'))
  })

  async function registerModel(): Promise<number> {
    const table = {
      fixedMs: 43_200,
      minMs: 1,
      stepMicro: 0n,
      maxSteps: 20,
      maxCount: 1,
      points: [{ pixels: 1024, bps: 10_000 }],
    }
    const spec = {
      name: 'stickers',
      contentRoot: HASH,
      uri: 'manifest.json',
      classId: HASH,
      royaltyBps: 500,
      table,
    }
    await net.as(net.users.curator).modelRegistry.write.register([net.users.artist.address, spec])
    return net.chain.modelRegistry.read.modelOf([HASH])
  }

  async function registerWorker(): Promise<void> {
    const { worker } = net.users
    const workerId = await net.chain.workerRegistry.read.relaxedId([operator.address])
    const domain = registryDomain(31_337, net.contracts.workerRegistry)
    const consent = await signOperator(operator, domain, { workerId, owner: worker.address })
    await net.as(worker).workerRegistry.write.registerRelaxed([operator.address, consent])
  }

  async function openSession(amount: bigint): Promise<void> {
    const { artist, faucet } = net.users
    await net.as(faucet).sogniToken.write.transfer([artist.address, amount])
    await net.as(artist).sogniToken.write.approve([net.contracts.renderLedger, amount])
    const expiry = Number((await net.reader.getBlock()).timestamp) + 86_400
    const signature = await signOpen(session, domain(), { owner: artist.address, expiry })
    const { r, vs } = toCompact(signature)
    const args = [session.address, SOGNI, amount / UNIT_WEI, expiry, concat([r, vs])] as const
    await net.as(artist).renderLedger.write.openSession(args)
  }

  async function settleOneImage(): Promise<void> {
    const now = Number((await net.reader.getBlock()).timestamp)
    const [unitMs, , unitPrice] = await net.chain.renderPricing.read.unitCost([model, 20, 32, 32, 10_000])
    const ticket = {
      jobId: HASH,
      seq: 0,
      model,
      unitPrice: BigInt(unitPrice),
      unitMs,
      stepsPerImage: 20,
      deliverBy: now + 600,
      redeemBy: now + 7_200,
      paramsCommit: HASH,
      shares: [{ operator: operator.address, images: 1 }],
    }
    const receipt = {
      ticket: hashTicket(domain(), ticket),
      share: 0,
      paramsCommit: HASH,
      classId: HASH,
      resultRoot: HASH,
      traceRoot: HASH,
      images: 1,
      steps: 20,
      elapsedMs: 900,
      completedAt: now,
      last: true,
    }
    const batch = encodeTicketBatch([
      {
        signed: { session: session.address, ticket, signature: await signTicket(session, domain(), ticket) },
        receipts: [{ receipt, signature: await signReceipt(operator, domain(), receipt) }],
      },
    ])
    const call = {
      address: net.contracts.renderLedger,
      abi: renderLedgerAbi,
      functionName: 'settleTickets',
      args: [batch],
    } as const
    const { result } = await net.reader.simulateContract(call)
    assert.deepEqual(result, [1n, 0n])
    await net.as(net.users.stranger).renderLedger.write.settleTickets([batch])
  }

  const domain = () => ledgerDomain(31_337, net.contracts.renderLedger)
})
