import { beforeEach, describe, expect, it } from 'vitest'
import type { Services } from '../../lib/services.ts'
import { memoryLocks } from '../../testing/locks.ts'
import { giveNavigator } from '../../testing/navigator.ts'
import { network } from '../../testing/views.ts'
import { alone, makeOnce } from './makeOnce.ts'

const ACCOUNT = `0x${'0a'.repeat(20)}` as const

describe('the first operation of an account', () => {
  beforeEach(() => {
    giveNavigator({ locks: memoryLocks() })
  })

  /** A wallet of an account that is on chain or not, and a set-up that goes on until it is told to end. */
  function begin(isMade: boolean) {
    const chain = { getCode: async () => (isMade ? '0x01' : undefined) }
    const services = { network, chain: async () => chain } as unknown as Services
    const asked: unknown[] = []
    const ask = makeOnce(services, ACCOUNT, async (request) => {
      asked.push((request as { method: string }).method)
    })
    const setUp = Promise.withResolvers<void>()
    const ended = alone(services, () => setUp.promise)
    const end = async () => {
      setUp.resolve()
      await ended
    }
    return { asked, ask, end }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  it.each(['eth_sendTransaction', 'wallet_sendCalls'])('by %s waits for the set-up', async (method) => {
    const { asked, ask, end } = begin(false)
    const sent = ask({ method })
    await settled()
    expect(asked).toEqual([])
    await end()
    await sent
    expect(asked).toEqual([method])
  })

  it('holds nothing back once the account is there, nor what sends nothing', async () => {
    const made = begin(true)
    await made.ask({ method: 'wallet_sendCalls' })
    expect(made.asked).toEqual(['wallet_sendCalls'])
    const unmade = begin(false)
    await unmade.ask({ method: 'eth_call' })
    expect(unmade.asked).toEqual(['eth_call'])
  })
})
