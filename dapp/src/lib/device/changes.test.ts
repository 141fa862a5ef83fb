import { expect, it, vi } from 'vitest'
import { announce, onChange } from './changes.ts'

it('tells of a burst once', async () => {
  const heard = vi.fn()
  const stop = onChange(heard)
  announce('jobs')
  announce('jobs')
  announce('pictures')
  await expect.poll(() => heard.mock.calls.length).toBe(2)
  expect(heard.mock.calls.map(([topic]) => topic)).toEqual(['jobs', 'pictures'])
  stop()
})

it('hears other tabs', async () => {
  const heard = vi.fn()
  const stop = onChange(heard)
  const other = new BroadcastChannel('supernet-device')
  other.postMessage('keys')
  await expect.poll(() => heard.mock.calls).toEqual([['keys']])
  other.close()
  stop()
})
