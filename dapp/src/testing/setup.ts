import 'fake-indexeddb/auto'
import { afterEach } from 'vitest'

afterEach(async () => {
  if (typeof document === 'undefined') return
  const { cleanup } = await import('@testing-library/react')
  cleanup()
})

if (typeof window !== 'undefined') {
  const { configure } = await import('@testing-library/react')
  // Screens are chunks of their own, and a busy machine takes its time to load one.
  configure({ asyncUtilTimeout: 15_000 })
  // jsdom has no object URLs, and pictures need nothing of them but a name.
  URL.createObjectURL = () => 'blob:picture'
  URL.revokeObjectURL = () => undefined
}
