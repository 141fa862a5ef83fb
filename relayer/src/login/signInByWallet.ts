import { BaseError } from '@supernet/sdk/errors'
import { walletSigner } from '@supernet/sdk/protocol'
import { Hex32, type LoginView, type WalletLoginRequest } from '@supernet/sdk/schema'
import { type Address, getAddress } from 'viem'
import { parseSiweMessage, type SiweMessage, verifySiweMessage } from 'viem/siwe'
import type { Common } from '../common.ts'
import type { Caller } from '../http/caller.ts'
import { transact } from '../store/transact.ts'
import { useChallenge } from './challenges.ts'
import { begin } from './login.ts'
import { insertLogin } from './loginRows.ts'
import { standingOf } from './signers.ts'

const refused = (reason: string) => new BaseError('wallet-refused', { details: { reason } })

/** A wallet signs in by EIP-4361: for itself, or for an account that has it as a device. */
export async function signInByWallet(
  common: Common,
  caller: Caller,
  { message, signature, account }: WalletLoginRequest,
): Promise<LoginView> {
  const { chain, network, store } = common
  const { wallet, nonce, domain } = readMessage(message, network.chainId, caller.origin)
  const isSigned = await verifySiweMessage(chain, { message, signature, domain, nonce })
  if (!isSigned) throw refused('the wallet did not sign it, or it is not valid now')
  const signer = walletSigner(wallet)
  const who = { account: account ?? wallet, signer }
  if ((await standingOf(common, who.account, signer)) === 'none')
    throw new BaseError('signer-unknown', { details: { account } })
  const begun = await transact(store.db, async (tx) => {
    await useChallenge(tx, nonce)
    return insertLogin(tx, who)
  })
  return begin(common, caller, begun, 'wallet')
}

/** The message is for the page that sends it, for our chain, and confirms a challenge. */
function readMessage(message: string, chainId: number, origin = '') {
  const fields: Partial<SiweMessage> = parseSiweMessage(message)
  const domain = origin === '' ? '' : new URL(origin).host
  if (fields.domain !== domain) throw refused(`it is for the domain ${fields.domain}`)
  if (originOf(fields.uri) !== origin) throw refused(`it is for the page ${fields.uri}`)
  if (fields.chainId !== chainId) throw refused(`it is for the chain ${fields.chainId}`)
  const nonce = Hex32.safeParse(fields.nonce)
  if (!nonce.success) throw refused('its nonce is no challenge')
  if (fields.address === undefined) throw refused('it names no wallet')
  const wallet: Address = getAddress(fields.address)
  return { wallet, domain, nonce: nonce.data }
}

const originOf = (uri: string | undefined): string | undefined =>
  uri !== undefined && URL.canParse(uri) ? new URL(uri).origin : undefined
