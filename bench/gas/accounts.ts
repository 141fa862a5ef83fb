// Gas of passkey accounts. Called by run.ts; alone it prints its figures: node bench/gas/accounts.ts
import { fileURLToPath } from 'node:url'
import { type Address, encodeFunctionData, erc20Abi, type Hash, parseEther, parseEventLogs } from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import { privateKeyToAccount } from 'viem/accounts'
import { ensureEntryPoint } from '../../deploy/entryPoint.ts'
import { FIRST_DELEGATE_SECONDS, firstDelegate } from '../../sdk/src/accounts/firstDelegate.ts'
import {
  type AccountCall,
  encodeAccountCalls,
  encodePasskeySignature,
  hashUserOperation,
  packUserOperation,
  preVerificationGas,
  signSponsorship,
  sponsorDomain,
  stubPasskeySignature,
  type UserOperation,
} from '../../sdk/src/protocol/index.ts'
import { createPasskey, type Passkey } from '../../test/helpers/passkey.ts'
import { type BenchChain, startChain } from './chain.ts'

const SOURCES = ['SupernetAccount', 'SupernetAccountFactory', 'SponsorPaymaster', 'DelegateValidator'].map(
  (name) => `contracts/accounts/${name}.sol`,
)
const SUPPLY = parseEther('10000000000')
const SPONSOR = privateKeyToAccount(`0x${'51'.repeat(32)}`)
const SALT = `0x${'00'.repeat(32)}` as const
const P256_VERIFY = `0x${'100'.padStart(40, '0')}`
const ORIGIN = 'http://localhost:4180'
const GWEI = 10n ** 9n
const BARS = { op_deploy_and_call: 212_000, op_call: 126_000, op_in_bundle_of_10: 80_000 }

/** The sponsor is never charged more than this over the gas of a transaction. */
const MOST_CHARGED = 1.1

export type AccountGas = Record<keyof typeof BARS, number> & {
  /** As `op_deploy_and_call`, of an account that is born with the dapp's delegate (decision 0017). */
  op_born_with_delegate: number
  /** What the sponsor was charged for the bundle of one, and for that of ten, over the gas of its transaction. */
  sponsor_charge_ratio: number
  sponsor_charge_ratio_of_10: number
}

type Member = { passkey: Passkey; address: Address; birth: readonly Execution[] }
type Execution = { target: Address; value: bigint; callData: `0x${string}` }

const toExecution = ({ to, value = 0n, data = '0x' }: AccountCall): Execution => ({
  target: to,
  value,
  callData: data,
})

/** Accounts and their sponsor on a chain of its own. */
async function startAccounts(chain: BenchChain) {
  const { deployer, other, deploy, send, read, reader, wallet } = chain
  const entryPoint = await ensureEntryPoint(
    reader as never,
    { ...wallet, account: { address: deployer, type: 'json-rpc' } } as never,
    '0.8',
  )
  const chainId = await reader.getChainId()
  const manager = await deploy('AccessManager', [deployer])
  const factory = await deploy('SupernetAccountFactory', [entryPoint])
  const sponsor = await deploy('SponsorPaymaster', [entryPoint, manager, SPONSOR.address, parseEther('1')])
  const token = await deploy('SogniToken', [[{ holder: deployer, amount: SUPPLY }]])
  await send('SogniToken', token, 'transfer', [other, 1n])
  await send('SponsorPaymaster', sponsor, 'deposit', [], deployer, parseEther('10'))

  const delegateValidator = await deploy('DelegateValidator', [])
  /** Birth calls as the dapp has them; the ledger and the boost are named, not called. */
  const delegateBirth = async (): Promise<Execution[]> => {
    const contracts = { delegateValidator, renderLedger: sponsor, dailyBoost: token }
    const { timestamp } = await reader.getBlock()
    const validUntil = Number(timestamp) + FIRST_DELEGATE_SECONDS
    return firstDelegate(contracts, { renderKey: SPONSOR.address, validUntil }).map(toExecution)
  }

  const member = async (birth: readonly Execution[] = []): Promise<Member> => {
    const passkey = createPasskey(ORIGIN)
    const address = (await read('SupernetAccountFactory', factory, 'accountOf', [
      passkey.qx,
      passkey.qy,
      SALT,
      birth,
    ])) as Address
    await send('SogniToken', token, 'transfer', [address, parseEther('1')])
    return { passkey, address, birth }
  }

  /** A sponsored transfer of SOGNI, signed by the passkey. */
  const transfer = async (
    { passkey, address, birth }: Member,
    bundleSize: number,
  ): Promise<UserOperation> => {
    const isNew = (await reader.getCode({ address })) === undefined
    const nonce = await reader.readContract({
      address: entryPoint,
      abi: entryPoint08Abi,
      functionName: 'getNonce',
      args: [address, 0n],
    })
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [other, 1n] })
    const draft: UserOperation = {
      sender: address,
      nonce,
      ...(isNew && {
        factory,
        factoryData: await chain.encode('SupernetAccountFactory', 'createAccount', [
          passkey.qx,
          passkey.qy,
          SALT,
          birth,
        ]),
      }),
      callData: encodeAccountCalls([{ to: token, data }]),
      callGasLimit: 45_000n,
      verificationGasLimit: birth.length > 0 ? 900_000n : isNew ? 250_000n : 100_000n,
      preVerificationGas: 0n,
      maxFeePerGas: 10n * GWEI,
      maxPriorityFeePerGas: 0n,
      paymaster: sponsor,
      paymasterVerificationGasLimit: 45_000n,
      paymasterPostOpGasLimit: 0n,
      paymasterData: `0x${'11'.repeat(77)}`,
      signature: stubPasskeySignature(ORIGIN),
    }
    const priced = { ...draft, preVerificationGas: preVerificationGas(draft, bundleSize) }
    const domain = sponsorDomain(chainId, sponsor)
    const approved = await signSponsorship(SPONSOR, domain, priced, { validAfter: 0, validUntil: 2 ** 40 })
    const hash = hashUserOperation({ chainId, address: entryPoint }, approved)
    return { ...approved, signature: encodePasskeySignature(passkey.sign(hash)) }
  }

  /** Sends a bundle; its gas, and the gas that the sponsor paid for. */
  const bundle = async (
    members: readonly Member[],
  ): Promise<{ gas: number; charged: number; hash: Hash }> => {
    const operations = await Promise.all(members.map((one) => transfer(one, members.length)))
    const hash = await wallet.writeContract({
      account: deployer,
      chain: null,
      address: entryPoint,
      abi: entryPoint08Abi,
      functionName: 'handleOps',
      args: [operations.map(packUserOperation), deployer],
      gas: 15_000_000n,
    })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    const events = parseEventLogs({
      abi: entryPoint08Abi,
      eventName: 'UserOperationEvent',
      logs: receipt.logs,
    })
    if (events.length !== members.length || events.some(({ args }) => !args.success))
      throw new Error('an operation of the bundle failed')
    const charged = events.reduce((sum, { args }) => sum + args.actualGasUsed, 0n)
    return { gas: Number(receipt.gasUsed), charged: Number(charged), hash }
  }
  return { member, delegateBirth, bundle }
}

const chargeRatio = ({ gas, charged }: { gas: number; charged: number }): number =>
  Math.round((charged / gas) * 1000) / 1000

type Call = { to?: string; output?: string; calls?: Call[] }

/** Fails unless every passkey of the transaction was verified by the chain itself, not in Solidity. */
async function requirePrecompile({ provider }: BenchChain, hash: Hash, operations: number): Promise<void> {
  const trace = (await provider.request({
    method: 'debug_traceTransaction',
    params: [hash, { tracer: 'callTracer' }],
  })) as Call
  const calls = (call: Call): Call[] => [call, ...(call.calls ?? []).flatMap(calls)]
  const verified = calls(trace).filter(
    ({ to, output }) => to?.toLowerCase() === P256_VERIFY && output !== undefined && BigInt(output) === 1n,
  )
  if (verified.length !== operations)
    throw new Error(`${verified.length} of ${operations} passkeys were verified by the precompile`)
}

/**
 * Sponsored transfers of SOGNI by passkey accounts, with every slot of theirs in use but where the account is made: a first
 * operation that makes its account, one of an account that is there, and ten of ten accounts in one bundle.
 */
export async function measureAccounts(): Promise<AccountGas> {
  const chain = await startChain([...SOURCES, 'contracts/tokens/SogniToken.sol'])
  const { member, delegateBirth, bundle } = await startAccounts(chain)
  const members: Member[] = []
  while (members.length < 10) members.push(await member())
  const [first] = members
  if (first === undefined) throw new Error('there are no members')

  let deployAndCall = 0
  for (const one of members) {
    const { gas, hash } = await bundle([one])
    await requirePrecompile(chain, hash, 1)
    if (one === first) continue
    // The first bundle of all also fills the slots of the sponsor and of the beneficiary.
    deployAndCall = Math.max(deployAndCall, gas)
  }
  const single = await bundle([first])
  await requirePrecompile(chain, single.hash, 1)
  const ten = await bundle(members)
  await requirePrecompile(chain, ten.hash, members.length)

  const born = await bundle([await member(await delegateBirth())])

  const figures: AccountGas = {
    op_deploy_and_call: deployAndCall,
    op_born_with_delegate: born.gas,
    op_call: single.gas,
    op_in_bundle_of_10: Math.round(ten.gas / members.length),
    sponsor_charge_ratio: chargeRatio(single),
    sponsor_charge_ratio_of_10: chargeRatio(ten),
  }
  for (const [name, bar] of Object.entries(BARS)) {
    const gas = figures[name as keyof typeof BARS]
    if (gas > bar) throw new Error(`${name} takes ${gas} gas, more than ${bar}`)
  }
  for (const bundled of [single, ten])
    if (chargeRatio(bundled) > MOST_CHARGED)
      throw new Error(`the sponsor is charged ${chargeRatio(bundled)} times the gas of the transaction`)
  return figures
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measureAccounts())}\n`)
