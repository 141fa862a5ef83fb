import { join } from 'node:path'
import {
  type Abi,
  type Address,
  createPublicClient,
  createWalletClient,
  custom,
  type EIP1193Provider,
  encodeFunctionData,
  type Hex,
  parseEther,
} from 'viem'
import { packagedArtifact } from '../../deploy/modules/exchange.ts'
import { buildKit } from './ledgers.ts'

const ROOT = join(import.meta.dirname, '../..')
const SUPPLY = parseEther('10000000000')
const PROXY = 'npm:@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol'
const MANAGER = 'npm:@openzeppelin/contracts/access/manager/AccessManager.sol'

export type BenchChain = Awaited<ReturnType<typeof startChain>>

/** A chain of its own under Osaka rules, for contracts compiled with the production profile. */
export async function startChain(sources: readonly string[]) {
  const kit = await buildKit([...sources.map((file) => join(ROOT, file)), PROXY, MANAGER])
  const { provider, networkHelpers } = await kit.network.connect('osaka')
  const transport = custom(provider as EIP1193Provider)
  const reader = createPublicClient({ transport, pollingInterval: 1, cacheTime: 0 })
  const wallet = createWalletClient({ transport })
  const accounts = await wallet.getAddresses()
  const [deployer, other] = accounts
  if (deployer === undefined || other === undefined) throw new Error('the simulated network has no accounts')

  const artifact = async (contract: string) => {
    const { abi, bytecode } = await kit.artifacts.readArtifact(contract)
    return { abi: abi as Abi, bytecode: bytecode as Hex }
  }
  type Built = { abi: Abi; bytecode: Hex }
  const create = async ({ abi, bytecode }: Built, args: readonly unknown[]): Promise<Address> => {
    const hash = await wallet.deployContract({ abi, bytecode, args, account: deployer, chain: null })
    const { contractAddress } = await reader.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${hash} deployed nothing`)
    return contractAddress
  }
  const deploy = async (contract: string, args: readonly unknown[]) => create(await artifact(contract), args)
  /** Gas that the transaction used. */
  const transact = async (
    to: Address,
    data: Hex,
    account: Address = deployer,
    value = 0n,
  ): Promise<number> => {
    const hash = await wallet.sendTransaction({ account, chain: null, to, data, value })
    const { status, gasUsed } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${hash} reverted`)
    return Number(gasUsed)
  }
  const encode = async (contract: string, functionName: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: (await artifact(contract)).abi, functionName, args })

  return {
    provider,
    reader,
    wallet,
    accounts,
    deployer,
    other,
    deploy,
    /** A contract that its package delivers compiled. */
    deployPackaged: (path: string, args: readonly unknown[]) => create(packagedArtifact(path) as Built, args),
    encode,
    transact,
    /** A contract behind its proxy. */
    deployProxy: async (contract: string, built: readonly unknown[], initialize: readonly unknown[]) =>
      deploy('ERC1967Proxy', [
        await deploy(contract, built),
        await encode(contract, 'initialize', initialize),
      ]),
    /** Gas that the call used. */
    send: async (
      contract: string,
      to: Address,
      functionName: string,
      args: readonly unknown[] = [],
      account: Address = deployer,
      value = 0n,
    ): Promise<number> => transact(to, await encode(contract, functionName, args), account, value),
    read: async (contract: string, address: Address, functionName: string, args: readonly unknown[] = []) =>
      reader.readContract({ abi: (await artifact(contract)).abi, address, functionName, args }),
    now: async () => Number((await reader.getBlock()).timestamp),
    pass: (seconds: number) => networkHelpers.time.increase(seconds),
  }
}

export const STAKING_SOURCES = ['contracts/staking/StakingVault.sol', 'contracts/tokens/SogniToken.sol']

/** The staking vault, and its token: all of the deployer's, who lets the vault pull it. */
export async function deployVault({ deploy, deployProxy, deployer, send }: BenchChain, manager: Address) {
  const sogni = await deploy('SogniToken', [[{ holder: deployer, amount: SUPPLY }]])
  const vault = await deployProxy('StakingVault', [sogni], [manager])
  await send('SogniToken', sogni, 'approve', [vault, SUPPLY])
  return { sogni, vault }
}
