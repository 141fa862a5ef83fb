import { createRequire } from 'node:module'
import toolbox from '@nomicfoundation/hardhat-toolbox-viem'
import upgrades from '@openzeppelin/hardhat-upgrades/viem'
import { defineConfig } from 'hardhat/config'

/** solc-js from npm: no compiler download, the same bytes on every machine. Later versions flood warnings with OpenZeppelin 5.7. */
const path = createRequire(import.meta.url).resolve('solc/soljson.js')

const solc = (settings: Record<string, unknown> = {}) => ({
  version: '0.8.34',
  path,
  settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: 'osaka', ...settings },
})

export default defineConfig({
  plugins: [toolbox, upgrades],
  paths: {
    sources: './contracts',
    tests: { solidity: './test', nodejs: './test/deployment' },
    ignition: './deploy',
  },
  solidity: {
    npmFilesToBuild: [
      '@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol',
      '@openzeppelin/contracts/access/manager/AccessManager.sol',
      '@openzeppelin/contracts/governance/TimelockController.sol',
      '@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol',
      'erc6551/ERC6551Registry.sol',
      'erc6551/examples/upgradeable/ERC6551AccountUpgradeable.sol',
    ],
    profiles: {
      default: { compilers: [solc()] },
      // viaIR compiles 3.4 times slower: gas figures and deployments only.
      production: {
        // One run of the compiler: faster, and apart, files without contracts leave builds that the simulator cannot read.
        isolated: false,
        compilers: [solc({ viaIR: true })],
        overrides: {
          'contracts/settlement/RenderLedger.sol': solc({
            viaIR: true,
            optimizer: { enabled: true, runs: 1_000_000 },
          }),
        },
      },
    },
  },
  test: {
    solidity: {
      fsPermissions: {
        readFile: [
          './test/fixtures/typedData.json',
          './test/fixtures/scores.json',
          './test/fixtures/vesting.json',
          './test/fixtures/staking.json',
          './test/fixtures/market.json',
          './node_modules/canonical-weth/build/contracts/WETH9.json',
          './node_modules/@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json',
        ],
        // Code of the canonical entry points.
        readDirectory: ['./node_modules/hardhat-predeploy/bin'],
      },
      fuzz: { runs: 256 },
      invariant: { runs: 64, depth: 50, failOnRevert: true },
    },
  },
})
