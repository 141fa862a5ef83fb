import type { EIP1193Provider } from 'viem'

/** A wallet that announced itself (EIP-6963). */
export interface WalletDetail {
  readonly info: {
    readonly uuid: string
    readonly name: string
    readonly icon: string
    readonly rdns: string
  }
  readonly provider: EIP1193Provider
}

export interface WalletDirectory {
  readonly subscribe: (listener: () => void) => () => void
  readonly wallets: () => readonly WalletDetail[]
}

/**
 * Collects announcements from the page's wallets, also of those that come late, while somebody listens. Never picks one.
 */
export function createWalletDirectory(target: Window): WalletDirectory {
  const listeners = new Set<() => void>()
  let found: readonly WalletDetail[] = []

  const hear = (event: Event) => {
    const { detail } = event as CustomEvent<WalletDetail>
    if (found.some((known) => known.info.uuid === detail.info.uuid)) return
    found = [...found, detail]
    for (const notify of listeners) notify()
  }
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) {
        target.addEventListener('eip6963:announceProvider', hear)
        target.dispatchEvent(new Event('eip6963:requestProvider'))
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) target.removeEventListener('eip6963:announceProvider', hear)
      }
    },
    wallets: () => found,
  }
}
