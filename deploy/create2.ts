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

/** A contract whose address follows from its creation code and a salt. */
export type Canonical = { salt: Hex; initCode: Hex }

export const canonicalAddress = ({ salt, initCode }: Canonical): Address =>
  getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER.address, salt, bytecode: initCode })

export async function hasCode(reader: PublicClient, address: Address): Promise<boolean> {
  return ((await reader.getCode({ address })) ?? '0x') !== '0x'
}

/** Puts a canonical contract at its address where the chain has none. */
export async function ensureCanonical(
  reader: PublicClient,
  wallet: WalletClient,
  canonical: Canonical,
  name: string,
): Promise<void> {
  if (await hasCode(reader, canonicalAddress(canonical))) return

  const { account } = wallet
  if (!account) throw new Error(`The ${name} needs an account to be deployed with`)
  const mined = async (hash: Hex) => {
    const { status } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`The deployment of the ${name} reverted in ${hash}`)
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
      data: concat([canonical.salt, canonical.initCode]),
    }),
  )
}
