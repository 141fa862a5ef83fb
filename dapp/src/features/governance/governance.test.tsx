import { BaseError } from '@supernet/sdk/errors'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { governanceChain, plainCall, proposalView, VOTER, voteView } from '../../testing/proposals.ts'
import { deviceWithOwner, never, renderScreen } from '../../testing/renderScreen.tsx'
import { statusView } from '../../testing/views.ts'
import { GovernanceScreen } from './GovernanceScreen.tsx'
import { ProposalScreen } from './ProposalScreen.tsx'
import { ProposeScreen } from './ProposeScreen.tsx'
import { canCancel } from './proposal.ts'

const SOGNI = 10n ** 18n
const getStatus = async () => statusView
const chain = governanceChain(200n * SOGNI)
const list = (...proposals: (typeof proposalView)[]) => ({
  getStatus,
  getProposals: async () => ({ proposals }),
})
const page = (change: Partial<typeof proposalView>) => ({
  getStatus,
  getProposal: async () => ({ proposal: { ...proposalView, ...change }, votes: [voteView] }),
})
const detail = { at: '/governance/77', path: '/governance/:id', chain }

describe('GovernanceScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<GovernanceScreen />, { relayer: { getStatus, getProposals: never }, chain })
    expect(screen.getByRole('status').textContent).toContain('Loading the proposals')
  })

  it('says what failed, with a way on and a code', async () => {
    const getProposals = () => Promise.reject(new BaseError('network-unreachable'))
    await renderScreen(<GovernanceScreen />, { relayer: { getStatus, getProposals }, chain })
    expect((await screen.findByRole('alert')).textContent).toContain('The proposals could not be read.')
  })

  it('says what a proposal is before there is one, and how one runs', async () => {
    await renderScreen(<GovernanceScreen />, { relayer: list(), chain })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Nothing has been proposed yet.' }),
    ).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Make a proposal' }).getAttribute('href')).toBe('/governance/new')
    expect((await screen.findByText('Votes stay open for')).parentElement?.textContent).toContain('1 min')
  })

  it('lists what is open, with its votes and its time', async () => {
    await renderScreen(<GovernanceScreen />, { relayer: list(proposalView), chain })
    expect(
      await screen.findByRole('heading', { level: 1, name: 'One proposal is open to votes.' }),
    ).toBeTruthy()
    const row = within(screen.getByRole('list', { name: 'Proposals' })).getByRole('listitem')
    expect(row.textContent).toContain('A longer vote')
    expect(row.textContent).toContain('open to votes')
    expect(row.textContent).toContain('300 SOGNI for, 100 SOGNI against')
  })
})

describe('ProposalScreen', () => {
  it('says what changes from what to what, and how the votes stand', async () => {
    await renderScreen(<ProposalScreen />, { relayer: page({}), ...detail })
    expect(await screen.findByRole('heading', { level: 1, name: 'A longer vote' })).toBeTruthy()
    expect(screen.getByText('So that people on holidays can vote too.')).toBeTruthy()
    expect(await screen.findByText('becomes')).toBeTruthy()
    expect(screen.getByText('Length').parentElement?.textContent).toBe('Length1 min →  becomes 2 min')
    expect(screen.getByText('For').parentElement?.textContent).toBe('For300 SOGNI (75 %)')
    expect(screen.getByText('More votes are for it; 700 SOGNI are missing to the quorum.')).toBeTruthy()
    expect(screen.getByRole('table', { name: 'Votes' }).textContent).toContain('It helps')
  })

  it('shows a call it does not know as it is', async () => {
    await renderScreen(<ProposalScreen />, { relayer: page({ calls: [plainCall] }), ...detail })
    expect(await screen.findByRole('heading', { level: 3, name: 'treasury.trimPool' })).toBeTruthy()
    expect(screen.getByText(/read it with care/)).toBeTruthy()
  })

  it('offers a vote to who has votes, and nothing to who had none', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<ProposalScreen />, { relayer: page({}), ...detail, db })
    expect(await screen.findByRole('button', { name: 'Sign for, without a fee' })).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'Against' }))
    expect(screen.getByRole('button', { name: 'Sign against, without a fee' })).toBeTruthy()
    expect(screen.getByText(/You vote with 200 SOGNI/)).toBeTruthy()
  })

  it('says so where the account had no votes', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<ProposalScreen />, { relayer: page({}), ...detail, db, chain: governanceChain(0n) })
    expect(await screen.findByText(/had no votes when the vote began/)).toBeTruthy()
  })

  it('moves on what was accepted, and what has waited', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<ProposalScreen />, { relayer: page({ state: 'succeeded' }), ...detail, db })
    expect(await screen.findByRole('button', { name: 'Queue it in the timelock' })).toHaveProperty(
      'disabled',
      false,
    )
  })

  it('waits for the timelock', async () => {
    const { db } = await deviceWithOwner()
    const relayer = page({ state: 'queued', eta: 4_000_000_000 })
    await renderScreen(<ProposalScreen />, { relayer, ...detail, db })
    expect(await screen.findByRole('button', { name: /^Can be carried out in/ })).toHaveProperty(
      'disabled',
      true,
    )
  })

  it('knows no proposal by another name', async () => {
    await renderScreen(<ProposalScreen />, { relayer: page({}), ...detail, at: '/governance/abc' })
    expect(screen.getByRole('heading', { level: 1, name: 'No proposal has this name.' })).toBeTruthy()
  })
})

describe('ProposeScreen', () => {
  it('reads what is in force, checks what is typed and asks the contracts', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<ProposeScreen />, {
      relayer: { getStatus },
      chain,
      db,
      at: '/governance/new?set=voting-period',
    })
    const field = await screen.findByRole('textbox', { name: /^Length/ })
    expect(field).toHaveProperty('value', '1 min')
    expect(screen.getByRole('button', { name: 'Change something first' })).toHaveProperty('disabled', true)
    fireEvent.change(field, { target: { value: 'soon' } })
    expect(screen.getByText('Not a value of this kind')).toBeTruthy()
    fireEvent.change(field, { target: { value: '2 min' } })
    expect(await screen.findByText('The governor takes this from proposals only.')).toBeTruthy()
    expect(screen.getByText('Once queued it waits 20 s.')).toBeTruthy()
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Propose: Length of a vote' })).toHaveProperty(
        'disabled',
        false,
      ),
    )
  })

  it('changes a list row by row', async () => {
    await renderScreen(<ProposeScreen />, {
      relayer: { getStatus },
      chain,
      at: '/governance/new?set=take-curve',
    })
    expect(await screen.findAllByRole('textbox', { name: /^Take falls by/ })).toHaveLength(3)
    fireEvent.click(screen.getByRole('button', { name: 'Add a row' }))
    expect(screen.getAllByRole('textbox', { name: /^Take falls by/ })).toHaveLength(4)
    expect(screen.getByText('Row 4: new')).toBeTruthy()
    expect(screen.getByText('3 rows stay as they are.')).toBeTruthy()
    expect(await screen.findByText('The contracts would accept it now.')).toBeTruthy()
  })

  it('says what the contracts would refuse', async () => {
    await renderScreen(<ProposeScreen />, {
      relayer: { getStatus },
      chain,
      at: '/governance/new?set=bond-requirement',
    })
    const field = await screen.findByRole('textbox', { name: /^Bond/ })
    fireEvent.change(field, { target: { value: '20000' } })
    expect(await screen.findByText('The contracts would refuse it now.')).toBeTruthy()
    expect(screen.getByText('StakeBenefitsStepTooLarge')).toBeTruthy()
  })

  it('says that the account has too few votes', async () => {
    const { db } = await deviceWithOwner()
    await renderScreen(<ProposeScreen />, {
      relayer: { getStatus },
      chain: governanceChain(SOGNI),
      db,
      at: '/governance/new?set=voting-period',
    })
    fireEvent.change(await screen.findByRole('textbox', { name: /^Length/ }), { target: { value: '2 min' } })
    expect(await screen.findByRole('button', { name: 'You have 1 SOGNI of votes' })).toHaveProperty(
      'disabled',
      true,
    )
  })
})

describe('calling off', () => {
  const other = `0x${'99'.repeat(20)}` as const
  it.each([
    ['its proposer before the vote', 'pending', VOTER, other, true],
    ['not its proposer during the vote', 'active', VOTER, other, false],
    ['the guardian during the vote', 'active', other, other, true],
    ['nobody after the end', 'executed', other, other, false],
    ['its proposer where there is no guardian', 'active', VOTER, `0x${'00'.repeat(20)}`, true],
  ] as const)('%s', (_, state, account, guardian, can) =>
    expect(canCancel({ state, proposer: VOTER }, account, guardian)).toBe(can),
  )
})
