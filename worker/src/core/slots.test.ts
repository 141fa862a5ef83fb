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
