import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { LinkView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { accountRow, deviceWithAccount, renderScreen } from '../../../testing/renderScreen.tsx'
import { network } from '../../../testing/views.ts'
import { AddDevice } from './AddDevice.tsx'

const word = `0x${'aa'.repeat(32)}` as const
const signer = passkeySigner(network.contracts.webAuthnVerifier, { qx: word, qy: word })
const claimed: LinkView = {
  code: 'ABCDEFGH',
  state: 'claimed',
  signer: { device: signerId(signer), signer, kind: 'passkey', name: 'Safari on iPhone' },
  account: accountRow.account,
  expiresAt: 1_800_000_000,
}

async function type(code: string, postLinkClaim: () => Promise<LinkView>) {
  const claim = vi.fn(postLinkClaim)
  await renderScreen(<AddDevice row={accountRow} />, {
    db: await deviceWithAccount(),
    relayer: { postLinkClaim: claim },
  })
  const field = await screen.findByRole('textbox', { name: 'Code from the other device' })
  fireEvent.change(field, { target: { value: code } })
  return { claim, field }
}

describe('AddDevice', () => {
  it('looks a device up by its code, and shows whom it would let in', async () => {
    const { claim } = await type(' abcdefgh ', async () => claimed)
    fireEvent.click(screen.getByRole('button', { name: 'Look the device up' }))
    expect(await screen.findByRole('button', { name: 'Let Safari on iPhone in' })).toBeTruthy()
    expect(claim).toHaveBeenCalledWith({ params: { code: 'abcdefgh' }, body: {} })
  })

  it('says that a code is unknown, and keeps it to be mended', async () => {
    const { field } = await type('ABCD', () => Promise.reject(new BaseError('link-unknown')))
    const form = field.closest('form')
    expect(form).not.toBeNull()
    if (form !== null) fireEvent.submit(form)
    expect(await screen.findByText('The device could not be found.')).toBeTruthy()
    expect((field as HTMLInputElement).value).toBe('ABCD')
  })

  it('asks for nothing without a code', async () => {
    await type('  ', async () => claimed)
    expect((screen.getByRole('button', { name: 'Look the device up' }) as HTMLButtonElement).disabled).toBe(
      true,
    )
  })
})
