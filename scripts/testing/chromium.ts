import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [process.env.CHROMIUM_PATH, ...paths].find((path) => path && existsSync(path))
}

/**
 * A Chromium for the browser tests: what is there, else Debian's where root may install it. Without one those tests
 * skip themselves, and say so.
 */
export function ensureChromium(): string | undefined {
  const present = find()
  if (present || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return present
  process.stdout.write('Installing chromium for the browser tests ...\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return find()
}
