import { onTestFinished } from 'vitest'

/** Gives the browser something that jsdom lacks, until the test ends. The rest stays: modules that load meanwhile ask for it. */
export function giveNavigator(parts: { [Name in keyof Navigator]?: unknown }): void {
  for (const [name, value] of Object.entries(parts)) {
    Object.defineProperty(navigator, name, { value, configurable: true })
    onTestFinished(() => void Reflect.deleteProperty(navigator, name))
  }
}
