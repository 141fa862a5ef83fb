import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { accountRow, freshDevice, never, renderScreen } from '../../testing/renderScreen.tsx'
import { useOwner } from '../OwnerProvider.tsx'
import * as begin from './begin.ts'
import { ContinueWithPasskey } from './ContinueWithPasskey.tsx'
import * as login from './login.ts'
import * as way from './setUp.ts'

const challenge = (expiresAt: number) => ({
  challenge: `0x${'c1'.repeat(32)}` as const,
  expiresAt,
  rpId: 'localhost',
  chainId: 31_337,
})
const IN_TIME = 4_000_000_000

const Who = () => <p data-testid="who">{useOwner().owner?.address}</p>

async function show(expiries: readonly number[] = [IN_TIME]) {
  const waiting = [...expiries]
  const postChallenge = vi.fn(async () => challenge(waiting.shift() ?? IN_TIME))
  await renderScreen(
    <>
      <ContinueWithPasskey />
      <Who />
    </>,
    { relayer: { postChallenge }, db: await freshDevice() },
  )
  return postChallenge
}

describe('ContinueWithPasskey', () => {
  beforeEach(() => {
    vi.spyOn(begin, 'beginAccount').mockResolvedValue(accountRow)
    vi.spyOn(login, 'signInAnew').mockResolvedValue(accountRow)
    vi.spyOn(way, 'setUp').mockImplementation(never)
  })

  it('asks for a challenge when the pointer comes near, and makes the account with it', async () => {
    const postChallenge = await show()
    const button = screen.getByRole('button', { name: 'Continue with a passkey' })
    fireEvent.pointerEnter(button)
    expect(postChallenge).toHaveBeenCalledTimes(1)
    fireEvent.click(button)
    expect(await screen.findByText(accountRow.account)).toBeTruthy()
    expect(postChallenge).toHaveBeenCalledTimes(1)
  })

  it('uses no challenge that is about to end', async () => {
    const postChallenge = await show([1, IN_TIME])
    fireEvent.click(screen.getByRole('button', { name: 'Continue with a passkey' }))
    await vi.waitFor(() => expect(begin.beginAccount).toHaveBeenCalledTimes(1))
    expect(postChallenge).toHaveBeenCalledTimes(2)
    expect(vi.mocked(begin.beginAccount).mock.calls[0]?.[2].rpId).toBe('localhost')
  })

  it('says that nothing was made where the prompt was declined', async () => {
    vi.mocked(begin.beginAccount).mockRejectedValue(new BaseError('transaction-rejected'))
    await show()
    fireEvent.click(screen.getByRole('button', { name: 'Continue with a passkey' }))
    expect((await screen.findByRole('status')).textContent).toContain('Nothing was made')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('finds an account, or says why not', async () => {
    vi.mocked(login.signInAnew).mockRejectedValueOnce(new BaseError('passkey-unknown'))
    await show()
    fireEvent.click(screen.getByRole('button', { name: 'I have an account' }))
    expect((await screen.findByRole('alert')).textContent).toContain('passkey-unknown')
    fireEvent.click(screen.getByRole('button', { name: 'I have an account' }))
    expect(await screen.findByText(accountRow.account)).toBeTruthy()
  })
})
