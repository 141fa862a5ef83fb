import { supernetAccountAbi } from '@supernet/sdk/abi'
import { passkeySigner, signerId } from '@supernet/sdk/protocol'
import type { LinkView } from '@supernet/sdk/schema'
import { fireEvent, screen } from '@testing-library/react'
import { decodeFunctionData } from 'viem'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeviceHere } from '../../../queries/devices.ts'
import { accountRow, deployment, freshDevice, renderScreen } from '../../../testing/renderScreen.tsx'
import { network, statusView } from '../../../testing/views.ts'
import { announceWallet, WALLET } from '../../../testing/wallets.ts'
import { useOwner } from '../../../wallet/OwnerProvider.tsx'
import { type AccountRow, readAccount, writeAccount } from '../../../wallet/passkey/accountRow.ts'
import * as available from '../../../wallet/passkey/available.ts'
import * as links from '../../../wallet/passkey/links.ts'
import * as sendTogether from '../../../wallet/passkey/sendTogether.ts'
import { ReplaceOwner } from './ReplaceOwner.tsx'

const word = (byte: string) => `0x${byte.repeat(32)}` as const
const [qx, qy] = [word('33'), word('44')]
const signer = passkeySigner(network.contracts.webAuthnVerifier, { qx, qy })
const link: LinkView = {
  code: 'ABCD2345',
  state: 'claimed',
  signer: { device: signerId(signer), signer, kind: 'passkey', credential: 'bmV3' },
  account: accountRow.account,
  expiresAt: 1_763_800_000,
}
const row: AccountRow = {
  ...accountRow,
  signer: { kind: 'wallet', address: WALLET, rdns: 'test.wallet' },
}
const byPasskey: AccountRow = {
  ...accountRow,
  signer: { kind: 'passkey', credential: 'bmV3', qx, qy },
}
const lost: DeviceHere = {
  device: word('ee'),
  signer: `0x${'dd'.repeat(84)}`,
  kind: 'passkey',
  name: 'Lost phone',
  standing: 'owner',
  current: false,
}

/** What the page knows of who signs here. */
function Signer() {
  const { owner } = useOwner()
  return <p>{owner?.kind === 'passkey' ? `signs by ${owner.row.signer.kind}` : 'nobody'}</p>
}

async function show(owner = lost) {
  announceWallet()
  const db = await freshDevice()
  await db.put('settings', { kind: 'passkey' }, 'owner')
  await writeAccount(db, deployment, row)
  await renderScreen(
    <>
      <Signer />
      <ReplaceOwner row={row} owner={owner} />
    </>,
    {
      db,
      relayer: {
        getStatus: async () => statusView,
        getLogin: async () => ({ login: { account: row.account } as never }),
      },
      chain: {
        getBlock: (async () => ({ timestamp: 1_763_800_000n })) as never,
        waitForTransactionReceipt: (async () => ({ status: 'success', blockNumber: 98n })) as never,
      },
    },
  )
  await screen.findByText('signs by wallet')
  return db
}

describe('a wallet that puts a new passkey in the place of the owner', () => {
  beforeEach(() => {
    vi.spyOn(available, 'passkeysWork').mockReturnValue(true)
    vi.spyOn(links, 'readLink').mockResolvedValue(undefined)
    vi.spyOn(links, 'openOwnLink').mockResolvedValue(link)
    vi.spyOn(links, 'finishLink').mockImplementation(async (_services, db) => {
      await writeAccount(db, deployment, byPasskey)
      return byPasskey
    })
    vi.spyOn(sendTogether, 'sendCalls').mockResolvedValue(word('cd'))
  })

  it('makes it here, has the wallet sign the change, and goes on with it', async () => {
    const db = await show()
    fireEvent.click(screen.getByRole('button', { name: 'Make a new owner passkey here' }))
    expect(await screen.findByText(/Lost phone will sign no more/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Put it in the place of Lost phone' }))
    await vi.waitFor(async () => expect(await readAccount(db, deployment)).toEqual(byPasskey))
    const [call, ...more] = vi.mocked(sendTogether.sendCalls).mock.calls[0]?.[1] ?? []
    expect(more).toEqual([])
    expect(call?.to).toBe(row.account)
    expect(decodeFunctionData({ abi: supernetAccountAbi, data: call?.data ?? '0x' })).toEqual({
      functionName: 'rotateKey',
      args: [qx, qy],
    })
  })

  it('goes on after a reload: with the change, or with the sign-in that is left', async () => {
    vi.mocked(links.readLink).mockResolvedValue(link)
    await show()
    expect(await screen.findByRole('button', { name: 'Put it in the place of Lost phone' })).toBeTruthy()
    expect(links.openOwnLink).not.toHaveBeenCalled()
  })

  it('signs in with it where it owns the account already', async () => {
    vi.mocked(links.readLink).mockResolvedValue(link)
    await show({ ...lost, device: link.signer.device, signer })
    fireEvent.click(await screen.findByRole('button', { name: 'Use the new passkey on this browser' }))
    await vi.waitFor(() => expect(links.finishLink).toHaveBeenCalledTimes(1))
  })

  it('leaves a code for another account alone', async () => {
    vi.mocked(links.readLink).mockResolvedValue({ ...link, account: WALLET })
    await show()
    expect(await screen.findByRole('button', { name: 'Make a new owner passkey here' })).toBeTruthy()
  })
})
