import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

/**
 * Policy of the built page: nothing from a third party. `connect-src` stays open to the chain and the relayer,
 * whose addresses are only known at run time; inline styles are what the toasts and positioned popups write.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self' http: https: ws: wss:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig(({ command, mode }) => {
  // A test that starts the network builds with NODE_ENV=test, which would ship React's development build.
  if (command === 'build') process.env.NODE_ENV = 'production'
  const { RELAYER_URL: relayer = 'http://127.0.0.1:4180' } = loadEnv(mode, import.meta.dirname, '')
  return {
    root: import.meta.dirname,
    plugins: [react(), tailwindcss(), contentSecurityPolicy],
    build: { target: 'es2023', assetsInlineLimit: 0 },
    server: { proxy: { '/v1': { target: relayer, ws: true }, '/rpc': relayer } },
  }
})
