/** `npm run check:fast`: format, lint, types and unit tests. */
import { runAll } from './testing/runAll.ts'
import { FAST } from './testing/stages.ts'

await runAll([], FAST)
