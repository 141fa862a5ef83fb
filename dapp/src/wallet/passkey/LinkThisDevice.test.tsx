import type { LinkView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderScreen } from '../../testing/renderScreen.tsx'
import { LinkThisDevice } from './LinkThisDevice.tsx'
import * as links from './links.ts'

const link: LinkView = {
  code: 'ABCD2345',
  state: 'open',
  signer: { device: `0x${'ab'.repeat(32)}`, signer: `0x${'cd'.repeat(84)}`, kind: 'passkey' },
  expiresAt: 1_763_800_000,
}

describe('LinkThisDevice', () => {
  beforeEach(() => {
    vi.spyOn(links, 'readLink').mockResolvedValue(undefined)
    vi.spyOn(links, 'openLink').mockResolvedValue(link)
  })

  it('makes a passkey, and shows the code in two halves', async () => {
    await renderScreen(<LinkThisDevice />, { relayer: { getLink: async () => link } })
    fireEvent.click(await screen.findByRole('button', { name: 'Make a passkey for this device' }))
    expect(await screen.findByText('ABCD-2345')).toBeTruthy()
    expect((await screen.findByRole('status')).textContent).toBe('Waiting for it.')
  })

  it('goes on after a reload, and signs in once it was added', async () => {
    vi.mocked(links.readLink).mockResolvedValue(link)
    await renderScreen(<LinkThisDevice />, {
      relayer: { getLink: async () => ({ ...link, state: 'added' }) },
    })
    expect(await screen.findByRole('button', { name: 'Sign in on this device' })).toBeTruthy()
    expect(links.openLink).not.toHaveBeenCalled()
  })
})
