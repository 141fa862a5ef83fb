import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type DeployTarget, deployNetwork } from '../../deploy/index.ts'
import { type Deployed, deployed } from './deployed.ts'

type Cut = 'before the node has it' | 'after the node has it'

/** A chain whose wire is cut at the n-th transaction, and stays cut. */
function cutAt(n: number, cut: Cut, { provider, ...target }: DeployTarget): DeployTarget {
  let sent = 0
  return {
    ...target,
    provider: {
      async request(call) {
        if (call.method === 'eth_sendTransaction') sent++
        if (sent === n && call.method === 'eth_sendTransaction' && cut === 'after the node has it')
          await provider.request(call)
        if (sent >= n) throw new Error('switched off')
        return provider.request(call)
      },
    },
  }
}

describe('a deployment that is cut off', () => {
  let net: Deployed
  const folders = mkdtempSync(join(tmpdir(), 'supernet-deploy-'))

  before(async () => {
    net = await deployed()
  })
  after(() => rmSync(folders, { recursive: true }))

  for (const cut of ['before the node has it', 'after the node has it'] as const)
    it(`${cut}: goes on from its journal, and does nothing once it is finished`, async () => {
      const { target, parameters, reader } = net
      const deploymentDir = join(folders, cut)
      const begun = Number(await reader.getBlockNumber())
      await assert.rejects(
        deployNetwork(cutAt(12, cut, target), parameters, { deploymentDir }),
        /switched off/,
      )

      const { contracts, deployBlock } = await deployNetwork(target, parameters, { deploymentDir })
      assert.equal(deployBlock, begun)
      assert.notEqual(await reader.getCode({ address: contracts.renderLedger }), undefined)

      const head = await reader.getBlockNumber()
      const again = await deployNetwork(target, parameters, { deploymentDir })
      assert.deepEqual(again.contracts, contracts)
      assert.equal(await reader.getBlockNumber(), head)
    })
})
