import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Oklch = readonly [number, number, number]

const roles = new Map<string, { light: Oklch; dark: Oklch }>()
for (const [, name, light, dark] of css.matchAll(
  /--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)/g,
)) {
  const triple = (text = '') => text.split(' ').map(Number) as unknown as Oklch
  roles.set(name ?? '', { light: triple(light), dark: triple(dark) })
}

/** Relative luminance of an OKLCH colour (Ottosson's matrices, sRGB linear, clipped). */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(front: string, back: string, theme: 'light' | 'dark'): number {
  const [high, low] = [front, back]
    .map((name) => luminance(roles.get(name)?.[theme] ?? [0, 0, 0]))
    .sort((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

describe.each(['light', 'dark'] as const)('contrast in %s', (theme) => {
  const texts = ['ink', 'ink-soft', 'action', 'spark', 'sogni', 'good', 'warn', 'bad']
  const pairs = [
    ...texts.flatMap((text) => [
      [text, 'wall'],
      [text, 'paper'],
    ]),
    ['on-action', 'action'],
  ] as [string, string][]

  it.each(pairs)('%s on %s is at least 4.5', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5)
  })
})
