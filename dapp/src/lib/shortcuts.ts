import { useEffect, useRef } from 'react'

/** The one list of keys: it feeds the handlers and the sheet that Shift+? opens. */
export const shortcuts = {
  render: { keys: 'Ctrl+Enter', does: 'Render' },
  cancel: { keys: 'Escape', does: 'Stop the newest render, or close what is open' },
  prompt: { keys: '/', does: 'Write a prompt' },
  previous: { keys: 'ArrowLeft', does: 'Previous picture' },
  next: { keys: 'ArrowRight', does: 'Next picture' },
  label: { keys: 'i', does: 'Open the label of a picture' },
  gallery: { keys: 'g', does: 'Gallery' },
  create: { keys: 'c', does: 'Create' },
  ledger: { keys: 'l', does: 'Ledger' },
  help: { keys: '?', does: 'This list' },
} as const

export type ShortcutName = keyof typeof shortcuts

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Which shortcut a key press means; while somebody writes, only those that no text needs. */
export function matchShortcut(event: KeyboardEvent): ShortcutName | undefined {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'render'
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (isWriting(event.target) && event.key !== 'Escape') return undefined
  const names = Object.keys(shortcuts) as ShortcutName[]
  return names.find((name) => shortcuts[name].keys.toLowerCase() === event.key.toLowerCase())
}

/** A handler that answers `false` leaves the key to the browser. */
export type ShortcutHandlers = Partial<Record<ShortcutName, () => unknown>>

export function useShortcuts(handlers: ShortcutHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const name = matchShortcut(event)
      const handler = name === undefined ? undefined : latest.current[name]
      if (handler !== undefined && handler() !== false) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
