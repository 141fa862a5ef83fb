import { spawn } from 'node:child_process'
import { z } from 'zod'

/** Fetched by npm when it is asked for: with what it brings it weighs 176 MB, which no first install should pay. */
const PACKAGE = 'lighthouse@13.5.0'

const Report = z.object({
  categories: z.object({
    performance: z.object({ score: z.number().nullable() }),
    accessibility: z.object({ score: z.number().nullable() }),
  }),
})

/** Scores of 0 to 100. */
export interface Scores {
  readonly performance: number
  readonly accessibility: number
}

/** Lighthouse's desktop audit of a page in one theme. */
export async function runLighthouse(
  url: string,
  { chromium, colorScheme }: { chromium: string; colorScheme: 'light' | 'dark' },
): Promise<Scores> {
  const scheme = colorScheme === 'dark' ? 0 : 1
  const flags = `--headless=new --no-sandbox --disable-gpu --blink-settings=preferredColorScheme=${scheme}`
  const args = ['exec', '--yes', '--package', PACKAGE, '--', 'lighthouse', url, '--quiet', '--output=json']
  args.push('--preset=desktop', '--only-categories=performance,accessibility', `--chrome-flags=${flags}`)
  const child = spawn('npm', args, {
    env: { ...process.env, CHROME_PATH: chromium },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
  if (code !== 0) throw new Error(`Lighthouse ended with ${code} at ${url}`)
  const { categories } = Report.parse(JSON.parse(Buffer.concat(chunks).toString()))
  const percent = (score: number | null) => Math.round((score ?? 0) * 100)
  return {
    performance: percent(categories.performance.score),
    accessibility: percent(categories.accessibility.score),
  }
}
