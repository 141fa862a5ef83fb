import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parameters } from '@supernet/sdk/governance'
import { type ManagedContract, PERMISSIONS, ROLES } from '../../deploy/roles.ts'

/** These govern themselves: only the timelock may call them. */
const SELF: readonly string[] = ['governor', 'timelock']

const artifactOf = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` as ManagedContract

/** What the dapp offers to propose is what the DAO may do by the permission table. */
describe('governable parameters', () => {
  for (const { id, contract, functionName } of parameters.filter((each) => !SELF.includes(each.contract)))
    it(id, () => {
      const role = PERMISSIONS[artifactOf(contract)]?.[functionName]
      assert.ok(role, `${contract}.${functionName} is not in the permission table`)
      const { holder, alsoHeldBy = [] } = ROLES[role]
      assert.ok([holder, ...alsoHeldBy].includes('Timelock'), `The timelock does not hold ${role}`)
    })
})
