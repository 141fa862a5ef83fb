import { existsSync } from 'node:fs'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Suites that start the whole network, one file at a time: `vitest run --project <name>`. */
const networkSuite = (name: string, setupFiles: string[] = []): TestProjectConfiguration => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    setupFiles,
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 5 * 60_000,
  },
})

/** A package with settings of its own brings its file; the others need none. Their tests replace no modules and share them. */
const packageSuite = (name: string): TestProjectConfiguration =>
  existsSync(`${import.meta.dirname}/${name}/vitest.config.ts`)
    ? `./${name}/vitest.config.ts`
    : {
        test: { name, root: `./${name}`, include: ['src/**/*.test.ts'], testTimeout: 60_000, isolate: false },
      }

export default defineConfig({
  test: {
    projects: [
      ...['sdk', 'relayer', 'worker', 'dapp'].map(packageSuite),
      './dapp/vitest.page.config.ts',
      {
        test: {
          name: 'local',
          include: ['deploy/local/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      ...['integration', 'blindness', 'exit', 'faults'].map((name) => networkSuite(name)),
      networkSuite('e2e', ['test/e2e/failedPages.ts']),
    ],
  },
})
