import { supernetAccountAbi } from '@supernet/sdk/abi'
import {
  type Address,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  type PublicClient,
  parseSignature,
  recoverAddress,
  serializeSignature,
  size,
} from 'viem'
import { revertData } from '../bundler/simulateBundle.ts'

/** Half the order of secp256k1: contracts take the one of two signatures with the smaller s. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const ECDSA_BYTES = 65
/** What ERC-1271 answers, as a word. */
const CONFIRMED = `0x1626ba7e${'00'.repeat(28)}`

/**
 * The signature in the form that the module verifies, or undefined where it does not count there: a guardian with code is
 * asked, another one signs by its key.
 */
export async function readGuardianSignature(
  chain: PublicClient,
  guardian: Address,
  hash: Hex,
  signature: Hex,
): Promise<Hex | undefined> {
  if ((await chain.getCode({ address: guardian })) === undefined) return ofWallet(guardian, hash, signature)
  return (await isConfirmed(chain, guardian, hash, signature)) ? signature : undefined
}

async function ofWallet(wallet: Address, hash: Hex, signature: Hex): Promise<Hex | undefined> {
  if (size(signature) !== ECDSA_BYTES) return undefined
  try {
    const parts = parseSignature(signature)
    if (BigInt(parts.s) > HALF_ORDER) return undefined
    const whole = serializeSignature(parts)
    return isAddressEqual(await recoverAddress({ hash, signature: whole }), wallet) ? whole : undefined
  } catch {
    // Numbers that are no signature.
    return undefined
  }
}

async function isConfirmed(
  chain: PublicClient,
  contract: Address,
  hash: Hex,
  signature: Hex,
): Promise<boolean> {
  const data = encodeFunctionData({
    abi: supernetAccountAbi,
    functionName: 'isValidSignature',
    args: [hash, signature],
  })
  try {
    return (await chain.call({ to: contract, data })).data?.slice(0, CONFIRMED.length) === CONFIRMED
  } catch (error) {
    if (revertData(error) === undefined) throw error
    return false
  }
}
