import { BaseError } from '@supernet/sdk/errors'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { LoginView } from '@supernet/sdk/schema'
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { accountRow, renderScreen } from '../../../testing/renderScreen.tsx'
import { network } from '../../../testing/views.ts'
import { Logins } from './Logins.tsx'

const { account } = accountRow
const login = (digit: string, change: Partial<LoginView> = {}): LoginView => {
  const word = `0x${digit.repeat(64)}` as const
  const signer = passkeySigner(network.contracts.webAuthnVerifier, { qx: word, qy: word })
  return {
    id: `${digit.repeat(8)}-1111-4111-8111-111111111111`,
    account,
    signer: { device: signerId(signer), signer, kind: 'passkey' },
    since: 1_763_700_000,
    seenAt: 1_763_800_000,
    expiresAt: 1_766_000_000,
    current: false,
    ...change,
  }
}
const named = (digit: string, name: string) => {
  const plain = login(digit)
  return { ...plain, signer: { ...plain.signer, name } }
}
const here = login('1', { current: true })

async function show(logins: LoginView[]) {
  const left = [...logins]
  const deleteOtherLogin = vi.fn(async ({ params: { id } }: { params: { id: string } }) => {
    left.splice(
      left.findIndex((one) => one.id === id),
      1,
    )
    return { ok: true as const }
  })
  await renderScreen(<Logins account={account} />, {
    relayer: { getLogins: async () => ({ logins: [...left] }), deleteOtherLogin: deleteOtherLogin as never },
  })
  return deleteOtherLogin
}

describe('where an account is signed in', () => {
  it('shows each place with its times, and marks this one', async () => {
    await show([here, named('2', 'Safari on iPhone')])
    const [mine, phone] = (await screen.findAllByRole('listitem')).map((item) => within(item))
    expect(mine?.getByText('this browser')).toBeTruthy()
    expect(mine?.queryByRole('button')).toBeNull()
    expect(phone?.getByText(/^since .* used /)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'End all others' })).toBeNull()
  })

  it('ends one', async () => {
    const ended = await show([here, named('2', 'Safari on iPhone')])
    fireEvent.click(await screen.findByRole('button', { name: 'End the login of Safari on iPhone' }))
    expect(await screen.findByText('You are signed in nowhere else.')).toBeTruthy()
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('ends all the others, and never this one', async () => {
    const ended = await show([here, login('2'), login('3'), login('4')])
    fireEvent.click(await screen.findByRole('button', { name: 'End all others' }))
    expect(await screen.findByText('You are signed in nowhere else.')).toBeTruthy()
    expect(ended.mock.calls.map(([{ params }]) => params.id)).not.toContain(here.id)
    expect(ended).toHaveBeenCalledTimes(3)
  })

  it('says what failed', async () => {
    await renderScreen(<Logins account={account} />, {
      relayer: { getLogins: () => Promise.reject(new BaseError('network-unreachable')) },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read')
  })
})
