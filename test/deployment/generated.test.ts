import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'

describe('generated pages', () => {
  it('docs/reference/roles.md is fresh', () => {
    const script = join(import.meta.dirname, '../../deploy/exportRoles.ts')
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  })
})
