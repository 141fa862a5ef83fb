/** `node scripts/run.mjs screenshot`: the picture of the README, taken from a real run of the network. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startNetwork } from '../deploy/local/network.ts'
import { ROOT } from '../deploy/local/paths.ts'
import { delivered, openDemoBudget, render } from '../test/e2e/actions.ts'
import { ensureChromium } from './testing/chromium.ts'

const FILE = join(ROOT, 'docs/images/create.png')
/** Prompts of the model's own examples, the last one on top. */
const PROMPTS = ['a panda on a pink background', 'a purple guitar', 'a smiling cat with glasses'] as const

const executablePath = ensureChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine')

const folder = mkdtempSync(join(tmpdir(), 'supernet-screenshot-'))
const network = await startNetwork({
  dataDir: join(folder, 'data'),
  ports: 'auto',
  dapp: true,
  log: console.error,
})
const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 960 } })
  await page.goto(network.urls.relayer)
  for (const [index, prompt] of PROMPTS.entries()) {
    const shown = render(page, prompt)
    if (index === 0) await openDemoBudget(page)
    await delivered(await shown, 4)
  }
  await page.evaluate(() => document.fonts.ready)
  mkdirSync(join(ROOT, 'docs/images'), { recursive: true })
  await page.screenshot({ path: FILE })
  console.error(`Saved ${FILE}`)
} finally {
  await browser.close()
  await network.stop()
  rmSync(folder, { recursive: true, force: true })
}
