import { useShortcuts } from './shortcuts.ts'

/** Links to pictures carry this attribute; arrows walk them in the order of the page. */
const PICTURES = '[data-picture]'

function step(by: 1 | -1): boolean {
  const pictures = [...document.querySelectorAll<HTMLElement>(PICTURES)]
  if (pictures.length === 0) return false
  const now = pictures.indexOf(document.activeElement as HTMLElement)
  const next = pictures[now === -1 ? 0 : (now + by + pictures.length) % pictures.length]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

function openLabel(): boolean {
  const focused = document.activeElement
  const picture = focused?.matches(PICTURES) ? focused : document.querySelector(PICTURES)
  if (!(picture instanceof HTMLElement)) return false
  picture.click()
  return true
}

/** Arrows walk the pictures of the screen, I opens the label of the one in focus. */
export const useWalk = (): void =>
  useShortcuts({ previous: () => step(-1), next: () => step(1), label: openLabel })
