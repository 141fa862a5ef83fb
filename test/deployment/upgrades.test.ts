import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type HardhatViemUpgrades, upgrades } from '@openzeppelin/hardhat-upgrades/viem'
import hre, { artifacts, network } from 'hardhat'
import { type Abi, zeroAddress } from 'viem'
import { PROXIED_CONTRACTS } from '../../deploy/roles.ts'
import { storageOf, upgradeableContracts } from './upgradeable.ts'

describe('upgrade safety', () => {
  let validate: HardhatViemUpgrades['validateImplementation']

  before(async () => {
    validate = (await upgrades(hre, await network.getOrCreate())).validateImplementation
  })

  it('covers every contract that can be upgraded', async () => {
    // The seed is what every proxy is born on; nothing stays there.
    const deployed = [...PROXIED_CONTRACTS, 'SupernetGovernor', 'ProxySeed']
    assert.deepEqual(await upgradeableContracts(), deployed.toSorted())
  })

  for (const contract of [...PROXIED_CONTRACTS, 'SupernetGovernor']) {
    it(`${contract} is safe behind its proxy`, async () => {
      await validate(contract, { kind: 'uups', ...(await built(contract)) })
    })

    it(`${contract} keeps nothing outside namespaced storage`, async () => {
      assert.deepEqual(await storageOf(contract), [])
    })
  }

  it('RenderLedgerDesk is safe in the storage of the ledger', async () => {
    // It is initialized and upgraded with the ledger, and its neighbours are immutables as everywhere.
    const unsafeAllow: ('constructor' | 'missing-initializer' | 'state-variable-immutable')[] = [
      'constructor',
      'missing-initializer',
      'state-variable-immutable',
    ]
    const options = { kind: 'transparent' as const, unsafeAllow }
    await validate('RenderLedgerDesk', { ...options, ...(await built('RenderLedgerDesk')) })
  })

  /** Every constructor here takes addresses and numbers only. */
  async function built(contract: string): Promise<{ constructorArgs: (string | bigint)[] }> {
    const abi: Abi = (await artifacts.readArtifact(contract)).abi
    const inputs = abi.flatMap((item) => (item.type === 'constructor' ? item.inputs : []))
    return { constructorArgs: inputs.map(({ type }) => (type === 'address' ? zeroAddress : 0n)) }
  }
})
