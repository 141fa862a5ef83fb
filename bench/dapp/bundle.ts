import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { z } from 'zod'
import { ROOT } from '../../deploy/local/paths.ts'

const Chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  isDynamicEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
})
const Manifest = z.record(z.string(), Chunk)

/** What a browser asks for, in bytes after gzip. */
export interface Weight {
  readonly js: number
  readonly css: number
}

export interface Bundle {
  /** The page itself with what it imports at once. */
  readonly entry: Weight
  /** What each screen adds to the entry when it is opened first. */
  readonly routes: Readonly<Record<string, Weight>>
  readonly allJs: number
}

/** Builds the dapp into a folder of its own and weighs what each screen needs. */
export async function weighBundle(): Promise<Bundle> {
  const outDir = mkdtempSync(join(tmpdir(), 'supernet-dapp-'))
  try {
    await build({
      configFile: join(ROOT, 'dapp/vite.config.ts'),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true, manifest: true },
    })
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')))
    const weigh = (file: string) => gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length
    const reached = (name: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(name)) return seen
      seen.add(name)
      for (const each of manifest[name]?.imports ?? []) reached(each, seen)
      return seen
    }
    const weightOf = (names: Iterable<string>): Weight => {
      const chunks = [...names].flatMap((name) => manifest[name] ?? [])
      const sum = (files: readonly string[]) =>
        [...new Set(files)].reduce((total, file) => total + weigh(file), 0)
      return { js: sum(chunks.map(({ file }) => file)), css: sum(chunks.flatMap(({ css }) => css)) }
    }
    const [entryName] = Object.entries(manifest).find(([, { isEntry }]) => isEntry) ?? []
    if (entryName === undefined) throw new Error('the build has no entry')
    const first = reached(entryName)
    const routes = Object.keys(manifest)
      .filter((name) => manifest[name]?.isDynamicEntry && name.endsWith('Screen.tsx'))
      .map((name): [string, Weight] => {
        const more = [...reached(name)].filter((each) => !first.has(each))
        return [name.replace(/^.*\//, '').replace(/Screen\.tsx$/, ''), weightOf(more)]
      })
    const scripts = readdirSync(join(outDir, 'assets')).filter((file) => file.endsWith('.js'))
    return {
      entry: weightOf(first),
      routes: Object.fromEntries(routes),
      allJs: scripts.reduce((total, file) => total + weigh(join('assets', file)), 0),
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
