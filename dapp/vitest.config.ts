import { defineProject } from 'vitest/config'
import { ON_A_PAGE } from './vitest.page.config.ts'

/** What a module says without a page. */
export default defineProject({
  test: {
    name: 'dapp',
    root: import.meta.dirname,
    include: ['src/**/*.test.ts'],
    exclude: ON_A_PAGE,
    testTimeout: 60_000,
    setupFiles: ['fake-indexeddb/auto'],
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
