import type { EIP1193Provider } from 'viem'
import { expect, it, vi } from 'vitest'
import { createWalletDirectory, type WalletDetail } from './eip6963.ts'

const provider = { request: vi.fn() } as unknown as EIP1193Provider

const announce = (uuid: string) => {
  const detail: WalletDetail = { info: { uuid, name: uuid, icon: 'data:,', rdns: `test.${uuid}` }, provider }
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
}

it('asks wallets to announce themselves and lists each once', () => {
  window.addEventListener('eip6963:requestProvider', () => announce('early'), { once: true })
  const directory = createWalletDirectory(window)
  const notified = vi.fn()
  const stop = directory.subscribe(notified)
  announce('late')
  announce('late')
  expect(directory.wallets().map((wallet) => wallet.info.uuid)).toEqual(['early', 'late'])
  expect(notified).toHaveBeenCalledTimes(2)
  stop()
  announce('after')
  expect(directory.wallets()).toHaveLength(2)
})
