/** The account of a wallet that a page of a test finds. */
export const WALLET = '0x7777777777777777777777777777777777777777'

type WalletAnswers = Readonly<Record<string, (params: readonly string[]) => unknown>>

const REQUEST = 'eip6963:requestProvider'
const answering = new Set<() => void>()

/** Makes that wallet known to the page for the rest of the test, as an extension does; `answers` by method. */
export function announceWallet(answers: WalletAnswers = {}): { rdns: string } {
  const known: WalletAnswers = { eth_chainId: () => '0x7a69', ...answers }
  const provider = {
    request: async ({ method, params = [] }: { method: string; params?: readonly string[] }) =>
      known[method]?.(params) ?? [WALLET],
    on: () => undefined,
    removeListener: () => undefined,
  }
  const info = { uuid: 'test', name: 'Test Wallet', icon: 'data:,', rdns: 'test.wallet' }
  const announce = () =>
    void window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider } }))
  answering.add(announce)
  window.addEventListener(REQUEST, announce)
  announce()
  return info
}

/** No wallet of this test answers the page of the next one. */
export function withdrawWallets(): void {
  for (const announce of answering) window.removeEventListener(REQUEST, announce)
  answering.clear()
}
