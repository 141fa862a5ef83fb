const LIMIT = 2n ** 64n

/** A fresh unsigned 64-bit seed as a decimal string, small enough to be read aloud. */
export function randomSeed(): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
  return value.toString()
}

/** Image i of a request is drawn from seed + i, modulo 2^64. */
export const seedOf = (seed: string, image: number): string =>
  ((BigInt(seed) + BigInt(image)) % LIMIT).toString()

export const isSeed = (text: string): boolean => /^\d{1,20}$/.test(text) && BigInt(text) < LIMIT
