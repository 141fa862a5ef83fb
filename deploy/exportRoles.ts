import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MANAGED_CONTRACTS, PERMISSIONS, ROLE_NAMES, ROLES, TIMELOCK_ROLES } from './roles.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const TARGET = join(ROOT, 'docs/reference/roles.md')

/** The permission table for people. */
function render(): string {
  const holderOf = (name: (typeof ROLE_NAMES)[number]) => {
    const { holder, alsoHeldBy = [] } = ROLES[name]
    const first = holder === 'accounts' ? 'accounts of the parameters file' : `\`${holder}\``
    return [first, ...alsoHeldBy.map((contract) => `\`${contract}\``)].join(', ')
  }
  const roles = ROLE_NAMES.map(
    (name) => `| \`${name}\` | ${ROLES[name].id} | ${holderOf(name)} | ${ROLES[name].purpose} |`,
  )
  const functions = MANAGED_CONTRACTS.flatMap((contract) =>
    Object.entries(PERMISSIONS[contract]).map(
      ([name, role]) => `| \`${contract}\` | \`${name}\` | \`${role}\` |`,
    ),
  )
  const timelock = Object.entries(TIMELOCK_ROLES).map(
    ([name, holders]) => `| \`${name}\` | ${holders.map((holder) => `\`${holder}\``).join(', ')} |`,
  )
  return `# Roles

Generated from \`deploy/roles.ts\` by \`deploy/exportRoles.ts\`. Do not edit. The deployment applies this table, and
\`test/deployment/roles.test.ts\` compares it with the chain. The deployer holds nothing in the end.

## Roles of the access manager

| role | id | held by | may |
| --- | --- | --- | --- |
${roles.join('\n')}

\`guardian\` is also the guardian of every other role but \`admin\`: it can cancel what such a role has scheduled.

## Restricted functions

A function that is not named here can be called by anyone, or by nobody but a neighbour that it names itself.

| contract | function | role |
| --- | --- | --- |
${functions.join('\n')}

## Roles of the timelock

The timelock is the only holder of \`admin\`, and administers itself. What asks for \`admin\`, or lies outside the access
manager, waits its slow delay, everything else the ordinary one ([why](../decisions/0012-let-the-timelock-judge-what-is-slow.md)).
\`bootstrap\` are accounts of the parameters file, none where stakers govern; the guardian cancels here only while there
are some. What the governor has queued it cancels through the governor, for 24 months.

| role | held by |
| --- | --- |
${timelock.join('\n')}
`
}

const text = render()
const fresh = existsSync(TARGET) && readFileSync(TARGET, 'utf8') === text
if (process.argv.includes('--check')) {
  if (!fresh) {
    process.stderr.write('docs/reference/roles.md is stale. Run: node deploy/exportRoles.ts\n')
    process.exit(1)
  }
} else {
  mkdirSync(dirname(TARGET), { recursive: true })
  writeFileSync(TARGET, text)
}
process.stdout.write(`docs/reference/roles.md: ${fresh ? 'unchanged' : 'written'}\n`)
