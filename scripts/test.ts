/** `npm test`: everything that must hold, one stage after the other. */
import { ensureChromium } from './testing/chromium.ts'
import { runAll } from './testing/runAll.ts'
import { ALONE, LANES } from './testing/stages.ts'

const chromium = ensureChromium()
if (chromium) process.env.CHROMIUM_PATH = chromium
else console.log('No Chromium here and no right to install one: the browser tests will be skipped.')
await runAll(ALONE, LANES)
