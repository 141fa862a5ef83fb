import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'

describe('generated pages', () => {
  for (const [page, name] of [
    ['docs/reference/roles.md', 'exportRoles.ts'],
    ['docs/reference/vesting.md', 'exportVesting.ts'],
  ] as const)
    it(`${page} is fresh`, () => {
      const script = join(import.meta.dirname, '../../deploy', name)
      const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
      assert.equal(status, 0, stderr)
    })
})
