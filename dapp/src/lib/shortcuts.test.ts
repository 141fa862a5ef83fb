import { expect, it } from 'vitest'
import { matchShortcut } from './shortcuts.ts'

function press(key: string, on: HTMLElement = document.body, modifiers: KeyboardEventInit = {}) {
  let matched: string | undefined
  const listen = (event: KeyboardEvent) => {
    matched = matchShortcut(event)
  }
  window.addEventListener('keydown', listen)
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...modifiers }))
  window.removeEventListener('keydown', listen)
  return matched
}

it('knows its keys', () => {
  expect(press('g')).toBe('gallery')
  expect(press('?', document.body, { shiftKey: true })).toBe('help')
  expect(press('Enter', document.body, { metaKey: true })).toBe('render')
})

it('leaves letters to whoever writes, but not the render key', () => {
  const input = document.body.appendChild(document.createElement('textarea'))
  expect(press('g', input)).toBeUndefined()
  expect(press('/', input)).toBeUndefined()
  expect(press('Enter', input, { ctrlKey: true })).toBe('render')
  expect(press('Escape', input)).toBe('cancel')
})

it('leaves combinations to the browser', () => {
  expect(press('c', document.body, { ctrlKey: true })).toBeUndefined()
})
