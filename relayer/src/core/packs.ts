/** A pack as the operator sets it up. */
export interface Pack {
  readonly id: string
  readonly usdCents: number
  readonly appleProduct: string | undefined
}

const PACK = /^([a-z0-9-]{1,32}):([1-9]\d{1,6})(?::([A-Za-z0-9._-]{1,100}))?$/

/** `small:500,large:5000:com.example.spark.large`: id, cents of a dollar, product in the App Store if it is sold there. */
export function parsePacks(text: string): Pack[] {
  const packs = text.split(',').map((part) => {
    const [match, id = '', cents, appleProduct] = PACK.exec(part.trim()) ?? []
    if (match === undefined)
      throw new Error(`SPARK_PACKS: "${part.trim()}" is not id:cents or id:cents:product`)
    return { id, usdCents: Number(cents), appleProduct }
  })
  for (const key of ['id', 'appleProduct'] as const) {
    const names = packs.map((pack) => pack[key]).filter((name) => name !== undefined)
    if (new Set(names).size < names.length) throw new Error(`SPARK_PACKS: two packs have the same ${key}`)
  }
  return packs
}

export const centsToUsdE6 = (cents: number): bigint => BigInt(cents) * 10_000n
