import { describe, expect, it } from 'vitest'
import { giveNavigator } from '../../testing/navigator.ts'
import { askPasskey, createPasskey } from './ceremony.ts'

const CHALLENGE = { challenge: `0x${'c1'.repeat(32)}`, rpId: 'localhost' } as const
const buffer = (...bytes: number[]) => new Uint8Array(bytes).buffer
/** The head of a P-256 key in DER, then the point. */
const spki = new Uint8Array([...Array(26).fill(0x30), 4, ...Array(32).fill(0x11), ...Array(32).fill(0x22)])

const made = (algorithm = -7) => ({
  id: 'aWQ',
  rawId: buffer(0x69, 0x64),
  authenticatorAttachment: 'platform',
  response: {
    clientDataJSON: buffer(1),
    attestationObject: buffer(2),
    getPublicKey: () => spki.buffer,
    getPublicKeyAlgorithm: () => algorithm,
    getTransports: () => ['internal'],
  },
})

function browser(answer: { create?: () => unknown; get?: (options: unknown) => unknown }) {
  const asked: CredentialCreationOptions[] = []
  giveNavigator({
    credentials: {
      create: async (options: CredentialCreationOptions) => {
        asked.push(options)
        return answer.create?.()
      },
      get: async (options: unknown) => answer.get?.(options),
    },
  })
  return asked
}

describe('a passkey', () => {
  it('is made so that it can be found without its name, by a person who proves to be one', async () => {
    const asked = browser({ create: () => made() })
    const { creation, key } = await createPasskey(CHALLENGE, 'Supernet')
    expect(asked[0]?.publicKey).toMatchObject({
      rp: { id: 'localhost' },
      pubKeyCredParams: [{ alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    expect(key).toEqual({ qx: `0x${'11'.repeat(32)}`, qy: `0x${'22'.repeat(32)}` })
    expect(creation).toMatchObject({ id: 'aWQ', rawId: 'aWQ', response: { clientDataJSON: 'AQ' } })
  })

  it('is refused where an account could not check it', async () => {
    browser({ create: () => made(-257) })
    await expect(createPasskey(CHALLENGE, 'Supernet')).rejects.toMatchObject({ code: 'passkey-unsupported' })
  })

  it('takes a declined prompt for what it is', async () => {
    const decline = () => {
      throw Object.assign(new Error('no'), { name: 'NotAllowedError' })
    }
    browser({ create: decline, get: decline })
    for (const prompt of [createPasskey(CHALLENGE, 'Supernet'), askPasskey(CHALLENGE)])
      await expect(prompt).rejects.toMatchObject({ code: 'transaction-rejected' })
  })

  it('is asked for by its name, or for any of this site', async () => {
    const asked: { publicKey: PublicKeyCredentialRequestOptions }[] = []
    browser({
      get: (options) => {
        asked.push(options as (typeof asked)[number])
        const response = {
          clientDataJSON: buffer(1),
          authenticatorData: buffer(2),
          signature: buffer(3),
          userHandle: null,
        }
        return { ...made(), response }
      },
    })
    await askPasskey(CHALLENGE)
    const use = await askPasskey(CHALLENGE, 'aWQ')
    expect(asked.map(({ publicKey }) => publicKey.allowCredentials?.length)).toEqual([0, 1])
    expect(use).toMatchObject({ id: 'aWQ', response: { signature: 'Aw', userHandle: null } })
  })
})
