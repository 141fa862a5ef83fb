import { useState } from 'react'
import { applyTheme, readTheme, type Theme } from './theme.ts'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const LABEL: Record<Theme, string> = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' }

export function ThemeToggle() {
  const [theme, setTheme] = useState(readTheme)
  const toggle = () => {
    applyTheme(NEXT[theme])
    setTheme(NEXT[theme])
  }
  return (
    <button type="button" onClick={toggle} className="text-left text-13 text-soft hover:text-ink">
      {LABEL[theme]}
    </button>
  )
}
