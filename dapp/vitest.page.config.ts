import react from '@vitejs/plugin-react'
import { defineProject } from 'vitest/config'

export const ON_A_PAGE = ['src/**/*.test.tsx', 'src/wallet/**/*.test.ts', 'src/lib/shortcuts.test.ts']

/** Components, and what asks the window or the browser. One page and one copy of each module serve all files of a process. */
export default defineProject({
  plugins: [react()],
  test: {
    name: 'dapp-page',
    root: import.meta.dirname,
    include: ON_A_PAGE,
    environment: 'jsdom',
    testTimeout: 60_000,
    setupFiles: ['src/testing/setup.ts'],
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
