import {
  type Address,
  concat,
  getContractAddress,
  type Hex,
  type PublicClient,
  parseEther,
  type WalletClient,
} from 'viem'

/** Nick's deployer: the same code at the same address on every chain, from one transaction that nobody has a key for. */
const CREATE2_DEPLOYER = {
  address: '0x4e59b44847b379578588920cA78FbF26c0B4956C',
  signer: '0x3fAB184622Dc19b6109349B94811493BF2a45362',
  transaction:
    '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222',
} as const

/**
 * The canonical ERC-6551 registry. Its address follows from these bytes and the salt of the standard, so they are pinned:
 * `ERC6551Registry.sol` of the npm package erc6551 0.3.1 as `src/ERC6551Registry.sol`, solc 0.8.17, 200 runs, london, with the
 * authors' remappings. Another compiler gives the same code at another address.
 */
const REGISTRY = {
  salt: '0x0000000000000000000000000000000000000000fd8eb4e1dca713016c518e31',
  initCode:
    '0x608060405234801561001057600080fd5b5061023b806100206000396000f3fe608060405234801561001057600080fd5b50600436106100365760003560e01c8063246a00211461003b5780638a54c52f1461006a575b600080fd5b61004e6100493660046101b7565b61007d565b6040516001600160a01b03909116815260200160405180910390f35b61004e6100783660046101b7565b6100e1565b600060806024608c376e5af43d82803e903d91602b57fd5bf3606c5285605d52733d60ad80600a3d3981f3363d3d373d3d3d363d7360495260ff60005360b76055206035523060601b60015284601552605560002060601b60601c60005260206000f35b600060806024608c376e5af43d82803e903d91602b57fd5bf3606c5285605d52733d60ad80600a3d3981f3363d3d373d3d3d363d7360495260ff60005360b76055206035523060601b600152846015526055600020803b61018b578560b760556000f580610157576320188a596000526004601cfd5b80606c52508284887f79f19b3655ee38b1ce526556b7731a20c8f218fbda4a3990b6cc4172fdf887226060606ca46020606cf35b8060601b60601c60005260206000f35b80356001600160a01b03811681146101b257600080fd5b919050565b600080600080600060a086880312156101cf57600080fd5b6101d88661019b565b945060208601359350604086013592506101f46060870161019b565b94979396509194608001359291505056fea2646970667358221220ea2fe53af507453c64dd7c1db05549fa47a298dfb825d6d11e1689856135f16764736f6c63430008110033',
} as const

export const ERC6551_REGISTRY: Address = getContractAddress({
  opcode: 'CREATE2',
  from: CREATE2_DEPLOYER.address,
  salt: REGISTRY.salt,
  bytecode: REGISTRY.initCode,
})

/** Puts the registry at its address where the chain has none: public chains all have it. */
export async function ensureErc6551Registry(reader: PublicClient, wallet: WalletClient): Promise<void> {
  if (await hasCode(reader, ERC6551_REGISTRY)) return

  const { account } = wallet
  if (!account) throw new Error('The ERC-6551 registry needs an account to be deployed with')
  const mined = async (hash: Hex) => {
    const { status } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`The deployment of the ERC-6551 registry reverted in ${hash}`)
  }

  if (!(await hasCode(reader, CREATE2_DEPLOYER.address))) {
    await mined(
      await wallet.sendTransaction({
        account,
        chain: null,
        to: CREATE2_DEPLOYER.signer,
        value: parseEther('0.01'),
      }),
    )
    await mined(await reader.sendRawTransaction({ serializedTransaction: CREATE2_DEPLOYER.transaction }))
  }
  await mined(
    await wallet.sendTransaction({
      account,
      chain: null,
      to: CREATE2_DEPLOYER.address,
      data: concat([REGISTRY.salt, REGISTRY.initCode]),
    }),
  )
}

async function hasCode(reader: PublicClient, address: Address): Promise<boolean> {
  return ((await reader.getCode({ address })) ?? '0x') !== '0x'
}
