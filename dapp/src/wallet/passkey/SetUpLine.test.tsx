import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { deviceWithAccount, renderScreen } from '../../testing/renderScreen.tsx'
import { SetUpLine } from './SetUpLine.tsx'
import * as way from './setUp.ts'

type OnStep = (step: way.SetUpStep) => void

describe('SetUpLine', () => {
  beforeEach(() => {
    vi.spyOn(way, 'setUp').mockRejectedValue(new Error('not asked for in this test'))
  })

  it('says nothing to those who have no account, nor where everything is done', async () => {
    await renderScreen(<SetUpLine />, {})
    expect(way.setUp).not.toHaveBeenCalled()
    vi.mocked(way.setUp).mockResolvedValue('ready')
    const { container } = await renderScreen(<SetUpLine />, { db: await deviceWithAccount() })
    await vi.waitFor(() => expect(way.setUp).toHaveBeenCalledTimes(1))
    expect(container.textContent).toBe('')
  })

  it('says what is being done, and that writing goes on', async () => {
    vi.mocked(way.setUp).mockImplementation((_services, _db, onStep: OnStep) => {
      onStep('claim')
      return new Promise(() => undefined)
    })
    await renderScreen(<SetUpLine />, { db: await deviceWithAccount() })
    expect((await screen.findByRole('status')).textContent).toContain("Taking today's free Spark")
    expect(screen.getByRole('progressbar', { name: 'Making your account' })).toBeTruthy()
  })

  it('goes on from where it failed', async () => {
    vi.mocked(way.setUp)
      .mockImplementationOnce((_services, _db, onStep: OnStep) => {
        onStep('open')
        return Promise.reject(new BaseError('network-unreachable'))
      })
      .mockResolvedValueOnce('ready')
    await renderScreen(<SetUpLine />, { db: await deviceWithAccount() })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The Spark could not be handed to this device.')
    fireEvent.click(screen.getByRole('button', { name: 'Go on from here' }))
    await vi.waitFor(() => expect(way.setUp).toHaveBeenCalledTimes(2))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('offers to sign in where the login has ended', async () => {
    vi.mocked(way.setUp).mockRejectedValue(new BaseError('unauthorised'))
    await renderScreen(<SetUpLine />, { db: await deviceWithAccount() })
    expect(await screen.findByRole('button', { name: 'Sign in again' })).toBeTruthy()
  })
})
