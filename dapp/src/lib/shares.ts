/** `part` of `whole` in percent with one decimal, or less than a tenth said so. */
export function formatPart(part: bigint, whole: bigint): string {
  if (whole === 0n || part === 0n) return '0 %'
  const tenths = Number((part * 1_000n) / whole)
  return tenths === 0 ? 'less than 0.1 %' : `${tenths / 10} %`
}
