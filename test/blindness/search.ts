import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Trace } from './encodings.ts'

export type Find = { where: string; trace: string }

/** Finds many byte sequences in one pass. */
export type Matcher = { longest: number; matches(bytes: Buffer, found: Set<string>): void }

const CHUNK = 8 << 20

/** Traces by their first two bytes: nearly every position of a file is passed with one look into a table. */
export function createMatcher(traces: readonly Trace[]): Matcher {
  const begins = new Uint8Array(1 << 16)
  const byBegin = Map.groupBy(traces, ({ bytes }) => bytes.readUInt16BE(0))
  for (const begin of byBegin.keys()) begins[begin] = 1
  return {
    longest: Math.max(...traces.map(({ bytes }) => bytes.length)),
    matches(bytes, found) {
      let begin = bytes[0] ?? 0
      for (let i = 1; i < bytes.length; i++) {
        begin = ((begin << 8) | (bytes[i] as number)) & 0xffff
        if (begins[begin] === 0) continue
        for (const { name, bytes: trace } of byBegin.get(begin) ?? [])
          if (bytes[i + 1] === trace[2] && bytes.subarray(i - 1, i - 1 + trace.length).equals(trace))
            found.add(name)
      }
    },
  }
}

/** Neighbouring chunks overlap, so that nothing hides on a border. */
function searchChunks(where: string, chunks: Iterable<Buffer>, matcher: Matcher): Find[] {
  const found = new Set<string>()
  let tail = Buffer.alloc(0)
  for (const chunk of chunks) {
    const window = Buffer.concat([tail, chunk])
    matcher.matches(window, found)
    tail = Buffer.from(window.subarray(Math.max(0, window.length - matcher.longest + 1)))
  }
  return [...found].map((trace) => ({ where, trace }))
}

function* chunksOf(path: string, from = 0, to = Number.POSITIVE_INFINITY): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (let position = from; position < to; ) {
      const wanted = Math.min(CHUNK, to - position)
      const buffer = Buffer.alloc(wanted)
      const read = readSync(file, buffer, 0, wanted, position)
      if (read === 0) return
      yield buffer.subarray(0, read)
      position += read
    }
  } finally {
    closeSync(file)
  }
}

export const searchText = (where: string, text: string, matcher: Matcher): Find[] =>
  searchChunks(where, [Buffer.from(text, 'utf8')], matcher)

export const searchFile = (path: string, matcher: Matcher): Find[] =>
  searchChunks(path, chunksOf(path), matcher)

/** Searches every file below a folder. */
export function searchFolder(folder: string, matcher: Matcher): Find[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .flatMap((path) => unlessGone(() => searchFile(path, matcher), ['ENOENT']))
}

/** Files and regions of memory come and go while a process lives. */
function unlessGone(search: () => Find[], codes: readonly string[]): Find[] {
  try {
    return search()
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}

/**
 * Searches the memory of a running process, where the system lets us: buffers lie outside of what a heap snapshot shows.
 * Undefined where there is no such door.
 */
export function searchMemory(pid: number, matcher: Matcher): Find[] | undefined {
  let maps: string
  try {
    maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
    closeSync(openSync(`/proc/${pid}/mem`, 'r'))
  } catch {
    return undefined
  }
  return maps.split('\n').flatMap((line) => {
    const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
    if (range === null) return []
    const [from, to] = [Number.parseInt(range[1] ?? '', 16), Number.parseInt(range[2] ?? '', 16)]
    const search = () =>
      searchChunks(`memory of process ${pid}`, chunksOf(`/proc/${pid}/mem`, from, to), matcher)
    return unlessGone(search, ['EIO', 'EFAULT'])
  })
}
