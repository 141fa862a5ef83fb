import type { Browser, Page } from 'playwright-core'

/** How a screen starts in a browser that has seen nothing yet, in milliseconds since the navigation. */
export interface Start {
  /** First and largest paint with content. */
  readonly fcp: number
  readonly lcp: number
  /** The screen has its first line and nothing on it loads. */
  readonly ready: number
  /** Ready, and the page has answered at once from then on. */
  readonly interactive: number
  /** How long the page could not have answered, before it was interactive. */
  readonly blocked: number
  /** How much moved by itself; the unit of the layout-instability API. */
  readonly shift: number
}

interface Watch {
  ready: number
  fcp: number
  lcp: number
  shift: number
  tasks: { start: number; end: number }[]
}
declare global {
  interface Window {
    startWatch: Watch
  }
}

/** Runs in the page before its own scripts. */
function installWatch(): void {
  const watch: Watch = { ready: 0, fcp: 0, lcp: 0, shift: 0, tasks: [] }
  window.startWatch = watch
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') watch.fcp = entry.startTime
  })
  observe('largest-contentful-paint', (entry) => {
    watch.lcp = entry.startTime
  })
  observe('layout-shift', (entry) => {
    watch.shift += (entry as PerformanceEntry & { value: number }).value
  })
  observe('longtask', ({ startTime, duration }) => {
    watch.tasks.push({ start: startTime, end: startTime + duration })
  })
  const look = () => {
    const title = document.querySelector('h1')?.textContent ?? ''
    const isReady = title !== '' && document.querySelector('[aria-busy=true]') === null
    if (isReady && watch.ready === 0) watch.ready = performance.now()
    if (!isReady) watch.ready = 0
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const LONG_TASK_MS = 50
const QUIET_MS = 1_000

export async function measureStart(browser: Browser, url: string): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(installWatch)
    await page.goto(url)
    await quiet(page)
    const { ready, fcp, lcp, shift, tasks } = await page.evaluate(() => window.startWatch)
    const interactive = Math.max(ready, ...tasks.map(({ end }) => end))
    const blocked = tasks
      .filter(({ start }) => start > fcp)
      .reduce((sum, { start, end }) => sum + Math.max(0, end - start - LONG_TASK_MS), 0)
    return { fcp, lcp, ready, interactive, blocked, shift }
  } finally {
    await context.close()
  }
}

/** Ready for a second, in which nothing kept the page busy. */
const quiet = (page: Page) =>
  page.waitForFunction(
    (ms) => {
      const { ready, tasks } = window.startWatch
      const last = Math.max(ready, ...tasks.map(({ end }) => end))
      return ready > 0 && performance.now() - last > ms
    },
    QUIET_MS,
    { timeout: 60_000, polling: 100 },
  )
