import { screen } from '@testing-library/react'
import { HttpRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { callChain } from '../../testing/callChain.ts'
import { never, renderScreen } from '../../testing/renderScreen.tsx'
import { vestingView } from '../../testing/vesting.ts'
import { VestingScreen } from './VestingScreen.tsx'

const { groups, tgeAt, chainTime } = vestingView
const of = (vault: string) => groups.find((group) => group.vault === vault)
const chain = callChain({
  tgeAt: () => BigInt(tgeAt),
  all: () => [groups, groups.map(({ vault }) => vault)],
  owner: (_, to) => of(to)?.beneficiary,
  released: () => 0n,
  releasable: () => 0n,
})
const withBlock = Object.assign(chain, { getBlock: async () => ({ timestamp: BigInt(chainTime) }) }) as never

describe('VestingScreen', () => {
  it('keeps the places while it loads', async () => {
    await renderScreen(<VestingScreen />, { chain: { readContract: never, getBlock: never } as never })
    expect(screen.getByRole('status').textContent).toContain('Loading the vesting vaults')
  })

  it('says what failed, with a way on and a code', async () => {
    const fail = () => Promise.reject(new HttpRequestError({ url: 'http://127.0.0.1:1' }))
    await renderScreen(<VestingScreen />, { chain: { readContract: fail, getBlock: fail } as never })
    expect((await screen.findByRole('alert')).textContent).toContain('chain-unreachable')
  })

  it('answers its question in the first line, and proves it', async () => {
    await renderScreen(<VestingScreen />, { chain: withBlock })
    expect(await screen.findByRole('heading', { level: 1, name: '10 % of all SOGNI is free.' })).toBeTruthy()
    expect(
      screen.getByRole('img', { name: 'Half of all SOGNI is free 21 months after the event.' }),
    ).toBeTruthy()
    const table = screen.getByRole('table', { name: 'Vesting groups' })
    expect(table.textContent).toContain('Team and advisors400 M SOGNI')
    expect(table.textContent).toContain('600 M SOGNI100 M SOGNI')
    expect(screen.queryByText('Yours')).toBeNull()
  })
})
