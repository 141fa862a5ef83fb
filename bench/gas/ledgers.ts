import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHardhatRuntimeEnvironment, importUserConfig } from 'hardhat/hre'
import {
  type Abi,
  type Address,
  createPublicClient,
  createWalletClient,
  custom,
  type EIP1193Provider,
  encodeFunctionData,
  type Hex,
  type TransactionReceipt,
} from 'viem'
import { TRANSACTION_GAS_CAP } from '../../sdk/src/protocol/operationGas.ts'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const SOURCES = [
  'contracts/interfaces/IRenderLedger.sol',
  'contracts/settlement/RenderLedger.sol',
  'contracts/settlement/RenderLedgerDesk.sol',
  'contracts/tokens/SogniToken.sol',
  'contracts/mocks/LedgerNeighbourMocks.sol',
  'contracts/mocks/TwinLedger.sol',
]
const PROXY = 'npm:@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol'
const MANAGER = 'npm:@openzeppelin/contracts/access/manager/AccessManager.sol'

type Kit = Awaited<ReturnType<typeof buildKit>>

/** Compiles with the production profile, apart from the artifacts that tests and deployments use. */
export async function buildKit(
  files: string[] = [...SOURCES.map((file) => join(ROOT, file)), PROXY, MANAGER],
) {
  const config = join(ROOT, 'hardhat.config.ts')
  const user = await importUserConfig(config)
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...user,
      paths: { ...user.paths, artifacts: './cache/bench-gas/artifacts', cache: './cache/bench-gas/cache' },
      networks: {
        // The rules of the chain that is measured: gas cap, calldata floor.
        osaka: { type: 'edr-simulated', chainType: 'l1', hardfork: 'osaka' },
        // The plain ledger needs more than one transaction may use there.
        roomy: {
          type: 'edr-simulated',
          chainType: 'l1',
          hardfork: 'cancun',
          blockGasLimit: 10_000_000_000,
        },
      },
    },
    { config },
    ROOT,
  )
  await hre.tasks.getTask('build').run({
    quiet: true,
    noTests: true,
    files,
    defaultBuildProfile: 'production',
  })
  return hre
}

export type World = {
  ledger: Address
  deployer: Address
  chainId: number
  time(): Promise<number>
  deploy(contract: string, args?: readonly unknown[]): Promise<Address>
  send(
    contract: string,
    to: Address,
    functionName: string,
    args: readonly unknown[],
  ): Promise<TransactionReceipt>
  read<T>(functionName: string, args?: readonly unknown[]): Promise<T>
  warp(seconds: number): Promise<void>
}

/** A ledger behind its proxy with a filled pool, on a chain of its own. */
export async function startWorld(kit: Kit, network: 'osaka' | 'roomy', separator?: Hex): Promise<World> {
  const { provider } = await kit.network.connect(network)
  const transport = custom(provider as EIP1193Provider)
  const reader = createPublicClient({ transport, pollingInterval: 1, cacheTime: 0 })
  const wallet = createWalletClient({ transport })
  const [deployer] = await wallet.getAddresses()
  if (deployer === undefined) throw new Error('the simulated network has no accounts')
  const gas = network === 'osaka' ? TRANSACTION_GAS_CAP : 5_000_000_000n
  const artifact = async (contract: string) => {
    const { abi, bytecode } = await kit.artifacts.readArtifact(contract)
    return { abi: abi as Abi, bytecode: bytecode as Hex }
  }
  const mined = async (hash: Hex, what: string) => {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${what} reverted`)
    return receipt
  }
  const deploy = async (contract: string, args: readonly unknown[] = []) => {
    const hash = await wallet.deployContract({
      ...(await artifact(contract)),
      args,
      account: deployer,
      chain: null,
      gas,
    })
    const { contractAddress } = await mined(hash, contract)
    if (!contractAddress) throw new Error(`${contract} was not deployed`)
    return contractAddress
  }
  const send: World['send'] = async (contract, to, functionName, args) => {
    const { abi } = await artifact(contract)
    const data = encodeFunctionData({ abi, functionName, args })
    const hash = await wallet.sendTransaction({ account: deployer, chain: null, to, data, gas })
    return mined(hash, functionName)
  }

  const neighbours = [
    await deploy('SogniToken', [[{ holder: deployer, amount: 10n ** 28n }]]),
    await deploy('SparkMock'),
    await deploy('SparkRateMock'),
    await deploy('PayeeMock'),
  ] as const
  const [sogni, spark, pricing, payees] = neighbours
  const manager = await deploy('AccessManager', [deployer])
  const own = [sogni, spark, pricing, payees, payees, '0x000000000000000000000000000000000000dEaD']
  const implementation = separator
    ? await deploy('TwinLedger', [await deploy('TwinLedgerDesk', [...own, separator]), separator])
    : await deploy('RenderLedger', [await deploy('RenderLedgerDesk', own)])
  const initialize = encodeFunctionData({
    ...(await artifact('RenderLedger')),
    functionName: 'initialize',
    args: [manager],
  })
  const ledger = await deploy('ERC1967Proxy', [implementation, initialize])
  const { abi: ledgerAbi } = await artifact('IRenderLedger')
  await send('SogniToken', sogni, 'approve', [ledger, 2n ** 256n - 1n])
  await send('SparkMock', spark, 'mint', [deployer, 10n ** 30n, 0])
  await send('IRenderLedger', ledger, 'fundPool', [10n ** 16n])
  await send('SparkRateMock', pricing, 'setSparkRate', [500_000_000n])
  await send('IRenderLedger', ledger, 'pushSparkRate', [])

  return {
    ledger,
    deployer,
    chainId: await reader.getChainId(),
    time: async () => Number((await reader.getBlock()).timestamp),
    deploy,
    send: async (contract, to, functionName, args) => {
      const target = contract === 'PayeeMock' ? payees : to
      return send(contract, target, functionName, args)
    },
    read: <T>(functionName: string, args: readonly unknown[] = []) =>
      reader.readContract({ abi: ledgerAbi, address: ledger, functionName, args }) as Promise<T>,
    warp: async (seconds) => {
      await provider.request({ method: 'evm_increaseTime', params: [seconds] })
      await provider.request({ method: 'evm_mine', params: [] })
    },
  }
}
