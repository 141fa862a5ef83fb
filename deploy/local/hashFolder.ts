import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** SHA-256 over files and folders: names and bytes, in order, so that it is the same on every machine. */
export function hashPaths(
  root: string,
  paths: readonly string[],
  skip: (path: string) => boolean = () => false,
): string {
  const hash = createHash('sha256')
  for (const path of paths) add(hash, root, path, skip)
  return hash.digest('hex')
}

function add(hash: Hash, root: string, path: string, skip: (path: string) => boolean): void {
  const full = join(root, path)
  if (skip(path) || !existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) add(hash, root, `${path}/${name}`, skip)
  } else {
    const bytes = readFileSync(full)
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
}
