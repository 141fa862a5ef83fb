import 'fake-indexeddb/auto'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { withdrawWallets } from './wallets.ts'

// Screens are chunks of their own, and a busy machine takes its time to load one.
configure({ asyncUtilTimeout: 15_000 })
// jsdom has no object URLs, and pictures need nothing of them but a name.
URL.createObjectURL = () => 'blob:picture'
URL.revokeObjectURL = () => undefined

/** Files share one page: a test leaves nothing on it. Spies and stubbed globals are put back by the settings. */
afterEach(() => {
  cleanup()
  withdrawWallets()
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
})
