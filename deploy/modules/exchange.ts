import { createRequire } from 'node:module'
import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import type { Artifact } from '@nomicfoundation/ignition-core'
import type { Parameters } from '../parameters/parameters.schema.ts'

const require = createRequire(import.meta.url)

/** What an npm package delivers of a contract that no compiler here builds. */
export function packagedArtifact(path: string): Artifact {
  const { contractName, abi, bytecode, deployedBytecode, sourceName = path } = require(path)
  const links = { linkReferences: {}, deployedLinkReferences: {} }
  return { _format: 'hh-sol-artifact-1', contractName, sourceName, abi, bytecode, deployedBytecode, ...links }
}

/** Ether as a token and the factory of Uniswap v3: made here on the local network, named by the parameters elsewhere. */
export const exchangeModule = ({ exchange }: Parameters) =>
  buildModule('exchange', (m) => {
    if (exchange !== 'local')
      return {
        weth: m.contractAt('IWETH9', exchange.weth, { id: 'Weth' }),
        uniswapFactory: m.contractAt('IUniswapV3Factory', exchange.uniswapFactory, { id: 'UniswapFactory' }),
      }
    const weth = packagedArtifact('canonical-weth/build/contracts/WETH9.json')
    const factory = packagedArtifact(
      '@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json',
    )
    return {
      weth: m.contract('WETH9', weth, [], { id: 'Weth' }),
      uniswapFactory: m.contract('UniswapV3Factory', factory, [], { id: 'UniswapFactory' }),
    }
  })
