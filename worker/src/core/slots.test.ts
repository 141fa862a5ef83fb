import { expect, it } from 'vitest'
import { createSlots } from './slots.ts'

it('lets so many runs go on at a time, in order, also after a failure', async () => {
  const slots = createSlots(2)
  const events: string[] = []
  let running = 0
  let most = 0
  const run = (name: string, fails = false) =>
    slots.use(async () => {
      most = Math.max(most, ++running)
      events.push(name)
      await new Promise((resolve) => setTimeout(resolve, 2))
      running -= 1
      if (fails) throw new Error(name)
    })
  const results = await Promise.allSettled([run('a', true), run('b'), run('c'), run('d')])
  expect(events).toEqual(['a', 'b', 'c', 'd'])
  expect(most).toBe(2)
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
})

it('takes those first who came earlier, or stand ahead by so much', async () => {
  let clock = 0
  const slots = createSlots(1, () => clock)
  const events: string[] = []
  const run = (name: string, aheadMs: number) =>
    slots.use(
      () => new Promise<void>((resolve) => setTimeout(() => resolve(void events.push(name)), 1)),
      aheadMs,
    )
  const runs = [run('first', 0)]
  for (const [name, at, aheadMs] of [
    ['early', 0, 0],
    ['late', 20, 0],
    ['ahead', 30, 15],
    ['not enough', 50, 15],
  ] as const) {
    clock = at
    runs.push(run(name, aheadMs))
  }
  await Promise.all(runs)
  expect(events).toEqual(['first', 'early', 'ahead', 'late', 'not enough'])
})
