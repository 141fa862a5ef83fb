import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import {
  type Address,
  bytesToHex,
  concatBytes,
  encodeAbiParameters,
  type Hex,
  hexToBytes,
  stringToBytes,
} from 'viem'
import { BaseError } from '../errors/base.ts'
import type { SealedBody } from '../schema/job.ts'
import { Body } from '../schema/order.ts'
import { base64ToBytes, bytesToBase64 } from './base64.ts'
import { padTo, unpad } from './padding.ts'

/** Sizes of a sealed body, so that its length tells little about the prompt. */
const BODY_SIZES = [1, 4, 16, 64].map((kib) => kib * 1024)
const RESULT_KEY_LABEL = stringToBytes('supernet/result/v1')

/** RFC 9180 base mode. The sender is authenticated by the signed ticket, not by HPKE. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

export interface DailyKeyPair {
  readonly publicKey: Hex
  readonly privateKey: Hex
}

/** Everything a sealed body is bound to: with any other value it does not open. */
export interface SealContext {
  readonly chainId: number
  readonly ledger: Address
  readonly jobId: Hex
  readonly share: number
  readonly attempt: number
  readonly operator: Address
  readonly keySeq: number
}

const infoOf = (context: SealContext): Uint8Array =>
  concatBytes([
    stringToBytes('supernet/job/v1'),
    hexToBytes(
      encodeAbiParameters(
        [
          { type: 'uint256' },
          { type: 'address' },
          { type: 'bytes32' },
          { type: 'uint16' },
          { type: 'uint16' },
          { type: 'address' },
          { type: 'uint32' },
        ],
        [
          BigInt(context.chainId),
          context.ledger,
          context.jobId,
          context.share,
          context.attempt,
          context.operator,
          context.keySeq,
        ],
      ),
    ),
  ])

/** Bytes over a plain ArrayBuffer, which is what WebCrypto takes. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

export async function generateDailyKeyPair(): Promise<DailyKeyPair> {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair()
  return {
    publicKey: bytesToHex(new Uint8Array(await suite.kem.serializePublicKey(publicKey))),
    privateKey: bytesToHex(new Uint8Array(await suite.kem.serializePrivateKey(privateKey))),
  }
}

/** Seals the prompt to one worker's daily key. `resultKey` opens what that worker sends back: keep it. */
export async function sealBody(input: {
  readonly publicKey: Hex
  readonly context: SealContext
  readonly paramsCommit: Hex
  readonly body: Body
  readonly salt: Hex
}): Promise<{ sealed: SealedBody; resultKey: Uint8Array }> {
  const json = stringToBytes(JSON.stringify({ body: input.body, salt: input.salt }))
  const size = BODY_SIZES.find((candidate) => json.length + 4 <= candidate)
  if (size === undefined) throw new BaseError('body-too-large', { details: { bytes: json.length } })
  const recipientPublicKey = await suite.kem.deserializePublicKey(own(hexToBytes(input.publicKey)))
  const sender = await suite.createSenderContext({ recipientPublicKey, info: own(infoOf(input.context)) })
  const ciphertext = await sender.seal(own(padTo(json, size)), own(hexToBytes(input.paramsCommit)))
  return {
    sealed: {
      keySeq: input.context.keySeq,
      enc: bytesToBase64(new Uint8Array(sender.enc)),
      ciphertext: bytesToBase64(new Uint8Array(ciphertext)),
    },
    resultKey: new Uint8Array(await sender.export(own(RESULT_KEY_LABEL), 32)),
  }
}

/** Opens a body sealed to `privateKey`. Throws `seal-unopenable` or `seal-malformed`. */
export async function openBody(input: {
  readonly privateKey: Hex
  readonly context: SealContext
  readonly paramsCommit: Hex
  readonly sealed: SealedBody
}): Promise<{ body: Body; salt: Hex; resultKey: Uint8Array }> {
  const opened = await decrypt(input).catch((cause: unknown) => {
    throw new BaseError('seal-unopenable', { cause })
  })
  const parsed = parseBody(opened.plaintext)
  return { ...parsed, resultKey: opened.resultKey }
}

async function decrypt(input: Parameters<typeof openBody>[0]) {
  const recipientKey = await suite.kem.deserializePrivateKey(own(hexToBytes(input.privateKey)))
  const recipient = await suite.createRecipientContext({
    recipientKey,
    enc: own(base64ToBytes(input.sealed.enc)),
    info: own(infoOf(input.context)),
  })
  const plaintext = await recipient.open(
    own(base64ToBytes(input.sealed.ciphertext)),
    own(hexToBytes(input.paramsCommit)),
  )
  const resultKey = await recipient.export(own(RESULT_KEY_LABEL), 32)
  return { plaintext: new Uint8Array(plaintext), resultKey: new Uint8Array(resultKey) }
}

function parseBody(plaintext: Uint8Array): { body: Body; salt: Hex } {
  try {
    const { body, salt } = JSON.parse(new TextDecoder().decode(unpad(plaintext)))
    if (typeof salt !== 'string' || !/^0x[0-9a-f]{64}$/.test(salt)) throw new BaseError('seal-malformed')
    return { body: Body.parse(body), salt: salt as Hex }
  } catch (cause) {
    throw new BaseError('seal-malformed', { cause })
  }
}
