/*
 * Inverse of the normal distribution: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * Applied Statistics 37 (1988), PPND16 (relative accuracy about 1e-16). Its logarithm is computed here, because
 * Math.log may differ between engines; + - * / and Math.sqrt may not (ECMA-262, IEEE 754). Ports to languages whose
 * compilers contract a * b + c into a fused operation must turn that off.
 */

// biome-ignore format: coefficients of AS 241 as doubles, highest power first
const CENTRE_P = [2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
  13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665]
// biome-ignore format: as above
const CENTRE_Q = [5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
  5394.196021424751, 687.1870074920579, 42.31333070160091, 1]
// biome-ignore format: as above
const TAIL_P = [0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835]
// biome-ignore format: as above
const TAIL_Q = [1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1]

// biome-ignore lint/suspicious/noApproximativeNumericConstant: the specification leaves Math.LN2's last bits open
const LN2 = 0.6931471805599453
// biome-ignore lint/suspicious/noApproximativeNumericConstant: as above
const HALF_SQRT2 = 0.7071067811865476
/** Terms of 2 atanh(s) = 2 (s + s^3/3 + ...); |s| <= 0.1716, so the first one left out is below 1e-18. */
const ATANH_TERMS = 11

const horner = (coefficients: readonly number[], x: number): number => {
  let sum = 0
  for (const coefficient of coefficients) sum = sum * x + coefficient
  return sum
}

/** Natural logarithm of 0 < x < 1 by halving the range (exact) and the series of atanh. */
export function exactLog(x: number): number {
  let mantissa = x
  let exponent = 0
  while (mantissa < HALF_SQRT2) {
    mantissa *= 2
    exponent -= 1
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let sum = 0
  for (let k = ATANH_TERMS - 1; k >= 0; k--) sum = sum * square + 1 / (2 * k + 1)
  return exponent * LN2 + 2 * s * sum
}

/** Normal deviate below which a share `p` of the distribution lies. Needs 2^-33 <= p <= 1 - 2^-33. */
export function inverseNormal(p: number): number {
  const q = p - 0.5
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q
    return (q * horner(CENTRE_P, r)) / horner(CENTRE_Q, r)
  }
  // AS 241 has a third range for r > 5, that is for p < e^-25: a 32-bit word cannot reach it.
  const r = Math.sqrt(-exactLog(q < 0 ? p : 1 - p)) - 1.6
  const tail = horner(TAIL_P, r) / horner(TAIL_Q, r)
  return q < 0 ? -tail : tail
}
