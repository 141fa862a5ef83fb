import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: 'relayer',
    include: ['src/**/*.test.ts'],
    globalSetup: ['./test/startPostgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    isolate: false,
    restoreMocks: true,
  },
})
