import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  keccak256,
  numberToHex,
  size,
} from 'viem'
import { accountFactoryAbi } from '../abi/accountFactory.ts'
import type { AccountCall } from './accountCalls.ts'
import type { PasskeyPublicKey } from './passkeySignature.ts'

/** What an account's address follows from. Whoever keeps the passkey's public key keeps the rest with it. */
export type AccountSeed = PasskeyPublicKey & {
  /** Tells apart the accounts of one passkey. */
  readonly salt: Hex
  /** What the account calls when it is made; a call to {@link SELF} is one to itself. */
  readonly birth: readonly AccountCall[]
}

/** The account itself, in its own calls: at its birth nobody can name it yet. */
export const SELF: Address = '0x0000000000000000000000000000000000000000'

/** The salt of the only account that a passkey needs. */
export const FIRST_SALT: Hex = `0x${'00'.repeat(32)}`

const executions = [
  {
    type: 'tuple[]',
    components: [
      { name: 'target', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'callData', type: 'bytes' },
    ],
  },
] as const

const toExecution = ({ to, value = 0n, data = '0x' }: AccountCall) => ({ target: to, value, callData: data })

/** Hash of birth calls, as {@link https://eips.ethereum.org/EIPS/eip-7579 | ERC-7579} executions: in the event of the creation. */
export const hashBirth = (birth: readonly AccountCall[]): Hex =>
  keccak256(encodeAbiParameters(executions, [birth.map(toExecution)]))

/** Salt of the clone: other birth calls are another account. */
export const accountSalt = ({ salt, birth }: Pick<AccountSeed, 'salt' | 'birth'>): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [salt, hashBirth(birth)]))

const proxyOf = (implementation: Address): Hex =>
  concatHex(['0x363d3d373d3d3d363d73', implementation, '0x5af43d82803e903d91602b57fd5bf3'])
const KEY_BYTES = 64

/** Code of an account: a minimal proxy with the passkey behind it. */
export const accountCode = (implementation: Address, { qx, qy }: PasskeyPublicKey): Hex =>
  concatHex([proxyOf(implementation), qx, qy])

/** Whether this is the code of an account, whosever. */
export function isAccountCode(implementation: Address, code: Hex): boolean {
  const proxy = proxyOf(implementation).toLowerCase()
  return size(code) === size(proxy as Hex) + KEY_BYTES && code.toLowerCase().startsWith(proxy)
}

/** Where the account is, or will be: what the factory's `accountOf` answers. */
export function accountAddress(factory: Address, implementation: Address, seed: AccountSeed): Address {
  const code = accountCode(implementation, seed)
  const bytecode = concatHex(['0x61', numberToHex(size(code), { size: 2 }), '0x3d81600a3d39f3', code])
  return getContractAddress({ opcode: 'CREATE2', from: factory, salt: accountSalt(seed), bytecode })
}

/** `factoryData` of the operation that makes the account. */
export const encodeCreation = ({ qx, qy, salt, birth }: AccountSeed): Hex =>
  encodeFunctionData({
    abi: accountFactoryAbi,
    functionName: 'createAccount',
    args: [qx, qy, salt, birth.map(toExecution)],
  })
