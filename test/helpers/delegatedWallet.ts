import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  hashUserOperation,
  preVerificationGas,
  signSponsorship,
  sponsorDomain,
  type UserOperation,
} from '@supernet/sdk/protocol'
import type { DelegationAuthorization } from '@supernet/sdk/schema'
import {
  concatHex,
  createWalletClient,
  custom,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  parseAbi,
} from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import type { LocalNetwork } from '../../deploy/local/network.ts'
import { draftOperation, type OperationTerms } from './members.ts'

type Net = Pick<LocalNetwork, 'network' | 'chain' | 'keys'>

const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SALT: Hex = `0x${'00'.repeat(32)}`

const code = (): Hex => {
  const path = '@account-abstraction/contracts/artifacts/Simple7702Account.json'
  const file = createRequire(import.meta.url).resolve(path)
  return (JSON.parse(readFileSync(file, 'utf8')) as { bytecode: Hex }).bytecode
}

/** An account for EIP-7702 as the entry point's own package has it: the wallet's key signs. */
export const DELEGATE = getContractAddress({
  opcode: 'CREATE2',
  from: CREATE2_DEPLOYER,
  salt: SALT,
  bytecode: code(),
})

export async function deployDelegate(net: Pick<LocalNetwork, 'chain' | 'keys'>): Promise<void> {
  const { reader } = net.chain
  const wallet = createWalletClient({
    account: net.keys.account('deployer'),
    chain: foundry,
    transport: custom(reader),
  })
  const hash = await wallet.sendTransaction({ to: CREATE2_DEPLOYER, data: concatHex([SALT, code()]) })
  await reader.waitForTransactionReceipt({ hash })
}

const accountAbi = parseAbi(['function execute(address target, uint256 value, bytes data)'])

export const newWallet = (): PrivateKeyAccount => privateKeyToAccount(generatePrivateKey())

export type WalletTerms = OperationTerms & {
  readonly auth?: DelegationAuthorization
  /** The code that runs, where the operation itself does not say it. */
  readonly delegate?: Hex
}

/** Calls of the wallet's own form, approved by the sponsor and signed by the wallet. */
export async function signWalletOperation(
  net: Net,
  wallet: PrivateKeyAccount,
  { auth, delegate, calls, change, nonce }: WalletTerms,
  now: number,
): Promise<{ hash: Hex; operation: UserOperation }> {
  const { chainId, contracts } = net.network
  const [call] = calls
  if (call === undefined) throw new Error('A wallet makes a call')
  const { to, value = 0n, data = '0x' } = call
  const callData = encodeFunctionData({ abi: accountAbi, functionName: 'execute', args: [to, value, data] })
  const sender = { address: wallet.address }
  const signature: Hex = `0x${'11'.repeat(65)}`
  const fields = { callData, signature, ...(auth && { eip7702Auth: auth }), ...change }
  const draft = draftOperation(net, sender, { nonce, calls, change: { ...fields, preVerificationGas: 1n } })
  const priced = { ...draft, preVerificationGas: preVerificationGas(draft), ...change }
  const domain = sponsorDomain(chainId, contracts.sponsorPaymaster)
  const validity = { validAfter: now - 60, validUntil: now + 3_600 }
  const approved = await signSponsorship(net.keys.account('sponsor'), domain, priced, validity)
  const hash = hashUserOperation({ chainId, address: contracts.entryPoint }, approved, delegate)
  return { hash, operation: { ...approved, signature: await wallet.sign({ hash }) } }
}

/** The wallet's word that it runs the code at the delegate. */
export async function authorize(
  wallet: PrivateKeyAccount,
  terms: { chainId: number; nonce: number; address?: Hex },
): Promise<DelegationAuthorization> {
  const { chainId, nonce, address = DELEGATE } = terms
  const { r, s, yParity } = await wallet.signAuthorization({ chainId, nonce, address })
  return {
    address,
    chainId: BigInt(chainId),
    nonce: BigInt(nonce),
    yParity: BigInt(yParity ?? 0),
    r: BigInt(r),
    s: BigInt(s),
  }
}
