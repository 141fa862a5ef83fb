import { bytesToHex, type Hex, hexToBytes } from 'viem'
import { BaseError } from '../errors/base.ts'

/** Writes big-endian fields side by side. A value that does not fit is an error, never cut. */
export class Packer {
  #parts: string[] = []

  uint(value: number | bigint, bytes: number): this {
    const number = BigInt(value)
    if (number < 0n || number >> BigInt(bytes * 8) !== 0n)
      throw new BaseError('batch-malformed', { details: { value: number.toString(), bytes } })
    this.#parts.push(number.toString(16).padStart(bytes * 2, '0'))
    return this
  }

  hex(value: Hex, bytes: number): this {
    if (value.length !== 2 + bytes * 2) throw new BaseError('batch-malformed', { details: { value, bytes } })
    this.#parts.push(value.slice(2).toLowerCase())
    return this
  }

  toHex(): Hex {
    return `0x${this.#parts.join('')}`
  }
}

/** Reads what a Packer wrote. */
export class Unpacker {
  readonly #bytes: Uint8Array
  #offset = 0

  constructor(packed: Hex) {
    this.#bytes = hexToBytes(packed)
  }

  get done(): boolean {
    return this.#offset === this.#bytes.length
  }

  /** At most 6 bytes: exact in a number. */
  uint(bytes: number): number {
    let value = 0
    for (const byte of this.#take(bytes)) value = value * 256 + byte
    return value
  }

  hex(bytes: number): Hex {
    return bytesToHex(this.#take(bytes))
  }

  #take(bytes: number): Uint8Array {
    const end = this.#offset + bytes
    if (end > this.#bytes.length)
      throw new BaseError('batch-malformed', { details: { offset: this.#offset, bytes } })
    const part = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return part
  }
}
