import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { parseEther } from 'viem'
import { readParameters } from '../../deploy/parameters/parameters.schema.ts'

const FOLDER = join(import.meta.dirname, '../../deploy/parameters')
const LOCAL = join(FOLDER, 'local.json5')
const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const NAMES = ['council', 'guardian', 'curator', 'priceSetter', 'licenseMinter', 'sparkMinter', 'faucet']
NAMES.push('attester', 'relayer', 'pauser')
NAMES.push('sponsor', 'fiatMinter', 'usdc', 'usdcFeed', 'ethFeed', 'weth', 'uniswapFactory')
NAMES.push('investors', 'publicSale', 'team')
const accounts = Object.fromEntries(NAMES.map((name) => [name, ADDRESS] as const))

describe('parameters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'supernet-parameters-'))
  after(() => rmSync(folder, { recursive: true }))

  /** The local parameters with one text replaced. */
  function altered(from: string, to: string): string {
    const text = readFileSync(LOCAL, 'utf8')
    assert.ok(text.includes(from))
    const file = join(folder, 'altered.json5')
    writeFileSync(file, text.replace(from, to))
    return file
  }

  for (const file of ['local.json5', 'baseSepolia.json5'])
    it(`${file} is complete`, () => {
      const { price, roles, mintLimits } = readParameters(join(FOLDER, file), accounts)
      assert.equal(price.usd, parseEther('0.05'))
      assert.deepEqual(roles.council.accounts, [ADDRESS])
      assert.equal(mintLimits[0]?.capacity, parseEther('100000'))
    })

  it('is taken by the command of the how-to, which names every account', () => {
    const page = join(import.meta.dirname, '../../docs/how-to/deploy-to-a-public-network.md')
    const named = [...readFileSync(page, 'utf8').matchAll(/--account (\w+)=/g)].map(([, name]) => [
      name,
      ADDRESS,
    ])
    assert.doesNotThrow(() => readParameters(join(FOLDER, 'baseSepolia.json5'), Object.fromEntries(named)))
  })

  it('says which name has no address', () => {
    const { guardian: _, ...rest } = accounts
    assert.throws(() => readParameters(LOCAL, rest), /names @guardian: give each an address/)
  })

  it('refuses allocations that do not add up', () => {
    const file = altered("'2_500_000_000'", "'2_500_000_000.000000000000000001'")
    assert.throws(() => readParameters(file, accounts), /do not add up to 10,000,000,000 SOGNI/)
  })

  it('refuses to give the community less than the whitepaper says', () => {
    const file = altered("'2_500_000_000'", "'2_000_000_000'")
    writeFileSync(file, readFileSync(file, 'utf8').replace("'700_000_000'", "'1_200_000_000'"))
    assert.throws(() => readParameters(file, accounts), /the community gets less than 60 %/)
  })

  it('leaves proposing on the public network to stakers alone', () => {
    const { timelock } = readParameters(join(FOLDER, 'baseSepolia.json5'), accounts)
    assert.deepEqual(timelock.bootstrap, [])
  })

  it('refuses a vote that could be made too long', () => {
    const file = altered('lateQuorumSeconds: 30', 'lateQuorumSeconds: 61')
    assert.throws(() => readParameters(file, accounts), /no more than twice as long/)
  })

  it('refuses a price that would outlive its limit', () => {
    const file = altered('validSeconds: 604800', 'validSeconds: 604801')
    assert.throws(() => readParameters(file, accounts), /604800/)
  })
})
