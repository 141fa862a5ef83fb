import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  errorDeploymentResultToExceptionMessage,
  HardhatArtifactResolver,
} from '@nomicfoundation/hardhat-ignition/helpers'
import { DeploymentResultType, deploy } from '@nomicfoundation/ignition-core'
import type { Contracts } from '@supernet/sdk/schema'
import type { ArtifactManager } from 'hardhat/types/artifacts'
import { type Abi, type Address, type PublicClient, toFunctionSelector, type WalletClient } from 'viem'
import { ensureEntryPoint } from './entryPoint.ts'
import { ERC6551_REGISTRY, ensureErc6551Registry } from './erc6551Registry.ts'
import { networkModule } from './modules/network.ts'
import type { SelectorOf } from './modules/roles.ts'
import type { Parameters } from './parameters/parameters.schema.ts'
import { mending } from './resume.ts'
import { MANAGED_CONTRACTS } from './roles.ts'

/** The chain to deploy to: the first account of the provider deploys, and holds nothing in the end. */
export type DeployTarget = {
  provider: { request(args: { method: string; params?: readonly unknown[] | object }): Promise<unknown> }
  artifacts: ArtifactManager
  reader: PublicClient
  wallet: WalletClient
}

export type DeployOptions = {
  /** Ignition's journal: a deployment that was cut off goes on from there. Without it nothing is kept. */
  deploymentDir?: string
  /** Artifact behind the ledger's proxy; tests put the plain ledger there. */
  ledger?: string
}

/** Deploys the whole network, or what is missing of it. */
export async function deployNetwork(
  { provider, artifacts, reader, wallet }: DeployTarget,
  parameters: Parameters,
  { deploymentDir, ledger = 'RenderLedger' }: DeployOptions = {},
): Promise<{ contracts: Contracts; deployBlock: number }> {
  const deployBlock = await firstBlock(reader, deploymentDir)
  await ensureErc6551Registry(reader, wallet)
  const entryPoint = await ensureEntryPoint(reader, wallet, parameters.sponsor.entryPoint)

  const ignitionModule = networkModule(parameters, ledger, await readSelectors(artifacts, ledger))
  const artifactResolver = new HardhatArtifactResolver(artifacts)
  const accounts = (await provider.request({ method: 'eth_accounts' })) as string[]
  const { confirmations } = parameters
  const run = () =>
    deploy({
      artifactResolver,
      provider,
      deploymentDir,
      ignitionModule,
      deploymentParameters: {},
      accounts,
      config: { requiredConfirmations: confirmations, blockPollingInterval: 100 },
    })
  const result = deploymentDir
    ? await mending(
        { deploymentDir, provider, artifactResolver, reader, firstBlock: deployBlock, confirmations },
        run,
      )
    : await run()
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT)
    throw new Error(errorDeploymentResultToExceptionMessage(result))

  const addressOf = (name: keyof typeof ignitionModule.results) =>
    result.contracts[ignitionModule.results[name].id]?.address as Address
  return {
    contracts: {
      sogniToken: addressOf('sogniToken'),
      vestingVaults: addressOf('vestingVaults'),
      sparkPoints: addressOf('sparkPoints'),
      renderLedger: addressOf('renderLedger'),
      renderPricing: addressOf('renderPricing'),
      governedPrice: addressOf('governedPrice'),
      priceOracle: addressOf('priceOracle'),
      workerLicense: addressOf('workerLicense'),
      workerRegistry: addressOf('workerRegistry'),
      modelRegistry: addressOf('modelRegistry'),
      treasury: addressOf('treasury'),
      stakingVault: addressOf('stakingVault'),
      lpStaking: addressOf('lpStaking'),
      stakeBenefits: addressOf('stakeBenefits'),
      autoStaker: addressOf('autoStaker'),
      usdc: addressOf('usdc'),
      assetPrices: addressOf('assetPrices'),
      salePolicy: addressOf('salePolicy'),
      sparkSale: addressOf('sparkSale'),
      fiatMinter: addressOf('fiatMinter'),
      promoIssuer: addressOf('promoIssuer'),
      rewardStream: addressOf('rewardStream'),
      rewardsDistributor: addressOf('rewardsDistributor'),
      milestoneGrants: addressOf('milestoneGrants'),
      modelCreatorFund: addressOf('modelCreatorFund'),
      modelSubmissions: addressOf('modelSubmissions'),
      modelClaims: addressOf('modelClaims'),
      modelAccess: addressOf('modelAccess'),
      modelStake: addressOf('modelStake'),
      scoreBoard: addressOf('scoreBoard'),
      stakeActivity: addressOf('stakeActivity'),
      workActivity: addressOf('workActivity'),
      dailyBoost: addressOf('dailyBoost'),
      referrals: addressOf('referrals'),
      quests: addressOf('quests'),
      contestPrizes: addressOf('contestPrizes'),
      buyback: addressOf('buyback'),
      weth: addressOf('weth'),
      uniswapFactory: addressOf('uniswapFactory'),
      pauseDesk: addressOf('pauseDesk'),
      accessManager: addressOf('accessManager'),
      timelock: addressOf('timelock'),
      governor: addressOf('governor'),
      erc6551Registry: ERC6551_REGISTRY,
      modelAccountImplementation: addressOf('modelAccountImplementation'),
      entryPoint,
      accountFactory: addressOf('accountFactory'),
      deviceValidator: addressOf('deviceValidator'),
      recoveryValidator: addressOf('recoveryValidator'),
      delegateValidator: addressOf('delegateValidator'),
      webAuthnVerifier: addressOf('webAuthnVerifier'),
      sponsorPaymaster: addressOf('sponsorPaymaster'),
    },
    deployBlock,
  }
}

/** The block to index from: remembered beside the journal, so that a resumed deployment does not forget its beginning. */
async function firstBlock(reader: PublicClient, deploymentDir?: string): Promise<number> {
  const file = deploymentDir && join(deploymentDir, 'deploy-block')
  if (file && existsSync(file)) return Number(readFileSync(file, 'utf8'))
  const block = Number(await reader.getBlockNumber())
  if (file && deploymentDir) {
    mkdirSync(deploymentDir, { recursive: true })
    writeFileSync(file, String(block))
  }
  return block
}

async function readSelectors(artifacts: ArtifactManager, ledger: string): Promise<SelectorOf> {
  const abis = new Map<string, Abi>()
  for (const contract of MANAGED_CONTRACTS) {
    const { abi } = await artifacts.readArtifact(contract === 'RenderLedger' ? ledger : contract)
    abis.set(contract, abi as Abi)
    // A ledger answers more than its own half of the code declares.
    if (contract === 'RenderLedger') {
      const whole = await artifacts.readArtifact('IRenderLedger')
      abis.set(contract, [...(abi as Abi), ...(whole.abi as Abi)])
    }
  }
  return (contract, functionName) => {
    const item = abis.get(contract)?.find((entry) => entry.type === 'function' && entry.name === functionName)
    if (item?.type !== 'function')
      throw new Error(`roles.ts names ${contract}.${functionName}, which does not exist`)
    return toFunctionSelector(item)
  }
}
