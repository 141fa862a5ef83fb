/** Steps seen of each picture of a share, for the limit that a cancel sets. Lost with the process, and harmless then. */
export interface Progress {
  note(seq: number, image: number, step: number): void
  steps(seq: number): number
}

export function progressOf(): Progress {
  const shares = new Map<number, Map<number, number>>()
  return {
    note(seq, image, step) {
      const images = shares.get(seq) ?? new Map<number, number>()
      images.set(image, Math.max(images.get(image) ?? 0, step))
      shares.set(seq, images)
    },
    steps(seq) {
      return [...(shares.get(seq)?.values() ?? [])].reduce((sum, step) => sum + step, 0)
    },
  }
}
