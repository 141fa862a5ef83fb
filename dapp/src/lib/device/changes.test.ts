import { expect, it, vi } from 'vitest'
import { createChanges } from './changes.ts'

it('tells of a burst once', async () => {
  const { announce, onChange } = createChanges('burst')
  const heard = vi.fn()
  onChange(heard)
  announce('jobs')
  announce('jobs')
  announce('pictures')
  await expect.poll(() => heard.mock.calls.length).toBe(2)
  expect(heard.mock.calls.map(([topic]) => topic)).toEqual(['jobs', 'pictures'])
})

it('hears other tabs', async () => {
  const here = createChanges('tabs')
  const other = createChanges('tabs')
  const heard = vi.fn()
  const stop = here.onChange(heard)
  other.announce('keys')
  await expect.poll(() => heard.mock.calls).toEqual([['keys']])
  stop()
  other.announce('jobs')
  const late = vi.fn()
  here.onChange(late)
  await expect.poll(() => late.mock.calls).toEqual([['jobs']])
  expect(heard).toHaveBeenCalledTimes(1)
})
