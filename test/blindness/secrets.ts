import { PNG } from 'pngjs'
import { type Trace, tracesOf } from './encodings.ts'

/** Long enough to occur nowhere by chance. */
const PIECE = 24

/** A picture in pieces: of its file and of its pixels, from places that differ between pictures. */
function piecesOf(png: Uint8Array): [string, Buffer][] {
  const file = Buffer.from(png)
  const { data } = PNG.sync.read(file)
  const rgb = Buffer.from(data.filter((_, i) => i % 4 !== 3))
  const at = (bytes: Buffer, part: number) =>
    bytes.subarray(Math.floor(bytes.length * part)).subarray(0, PIECE)
  const places = [0.3, 0.5, 0.7]
  return [
    ...places.map((part): [string, Buffer] => [`PNG file at ${part}`, at(file, part)]),
    ...places.map((part): [string, Buffer] => [`pixels at ${part}`, at(rgb, part)]).filter(isTelling),
  ]
}

/** A flat background is no secret: only pieces with many values are searched. */
const isTelling = ([, piece]: [string, Buffer]): boolean => new Set(piece).size >= 8

/** Everything to look for after a job with this prompt and these pictures. */
export const tracesOfJob = (prompt: string, pictures: readonly Uint8Array[]): Trace[] => [
  ...tracesOf('prompt', Buffer.from(prompt, 'utf8'), true),
  ...pictures.flatMap((png, index) =>
    piecesOf(png).flatMap(([name, piece]) => tracesOf(`picture ${index}, ${name},`, piece, false)),
  ),
]
