import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { applyTheme, readTheme } from './app/theme.ts'
import { noteReferrer } from './lib/referrer.ts'
import './styles/fonts.css'
import './styles/base.css'

applyTheme(readTheme())
noteReferrer(window.location.search, localStorage)

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
