import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'

/** The code behind every token-bound account; the registry itself is canonical, see `erc6551Registry.ts`. */
export const accountsModule = buildModule('accounts', (m) => {
  const reference = m.contract('ERC6551AccountUpgradeable')
  const modelAccountImplementation = m.contract('TokenAccountProxy', [reference])
  return { modelAccountImplementation }
})
