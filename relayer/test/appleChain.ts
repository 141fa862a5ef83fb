import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { KEYUTIL, KJUR } from 'jsrsasign'

/** Marks that Apple's library asks of the certificates that sign for the App Store. */
const LEAF_MARK = '1.2.840.113635.100.6.11.1'
const INTERMEDIATE_MARK = '1.2.840.113635.100.6.2.1'
const ASN1_NULL = '0500'

const { Certificate } = KJUR.asn1.x509

interface Holder {
  readonly name: string
  readonly keys: ReturnType<typeof KEYUTIL.generateKeypair>
}

const holder = (name: string): Holder => ({ name, keys: KEYUTIL.generateKeypair('EC', 'secp256r1') })

function certify(subject: Holder, issuer: Holder, serial: number, mark?: string): X509Certificate {
  const ext: object[] = [{ extname: 'basicConstraints', cA: mark !== LEAF_MARK, critical: true }]
  if (mark !== undefined) ext.push({ extname: mark, critical: false, extn: ASN1_NULL })
  const certificate = new Certificate({
    version: 3,
    serial: { int: serial },
    issuer: { str: `/CN=${issuer.name}` },
    subject: { str: `/CN=${subject.name}` },
    notbefore: '200101000000Z',
    notafter: '490101000000Z',
    sbjpubkey: subject.keys.pubKeyObj,
    ext,
    sigalg: 'SHA256withECDSA',
    cakey: issuer.keys.prvKeyObj,
  } as never)
  return new X509Certificate(certificate.getPEM())
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An authority of our own in the place of Apple's: root, intermediate and leaf, and what the leaf signs. */
export function createAppleChain(change: { leafMark?: string } = {}) {
  const [root, intermediate, leaf] = [holder('Test Root'), holder('Test Intermediate'), holder('Test Leaf')]
  const rootCertificate = certify(root, root, 1)
  const chain = [
    certify(leaf, intermediate, 3, change.leafMark ?? LEAF_MARK),
    certify(intermediate, root, 2, INTERMEDIATE_MARK),
    rootCertificate,
  ]
  const key = createPrivateKey(KEYUTIL.getPEM(leaf.keys.prvKeyObj, 'PKCS8PRV'))
  const x5c = chain.map(({ raw }) => raw.toString('base64'))

  const signJws = (payload: object): string => {
    const input = `${base64url({ alg: 'ES256', x5c })}.${base64url(payload)}`
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
    return `${input}.${signature.toString('base64url')}`
  }
  return { root: rootCertificate.raw, signJws }
}

export type AppleChain = ReturnType<typeof createAppleChain>

export const BUNDLE_ID = 'com.example.supernet'

interface Notice {
  readonly uuid: string
  readonly type: string
  readonly transaction: object
  readonly signedDate?: number
  readonly bundleId?: string
  readonly environment?: string
}

/** A server notification of the App Store, version 2, as it is posted. */
export function signNotification(chain: AppleChain, notice: Notice): { signedPayload: string } {
  const { uuid, type, transaction, signedDate = Date.now() } = notice
  const { bundleId = BUNDLE_ID, environment = 'Sandbox' } = notice
  const signedTransactionInfo = chain.signJws({
    bundleId,
    environment,
    type: 'Consumable',
    quantity: 1,
    signedDate,
    ...transaction,
  })
  return {
    signedPayload: chain.signJws({
      notificationType: type,
      notificationUUID: uuid,
      version: '2.0',
      signedDate,
      data: { bundleId, environment, signedTransactionInfo },
    }),
  }
}
