import { codes, type ErrorCode, isErrorCode, isRetryable } from './codes.ts'

export interface BaseErrorOptions {
  /** Offending values, safe to show and to log. */
  readonly details?: unknown
  readonly cause?: unknown
  /** Sentence for codes that this version does not know, such as those of a newer server or of a contract. */
  readonly message?: string
  readonly retryable?: boolean
}

/** The only error that crosses a boundary of the SDK. `code` is stable; `shortMessage` is for people. */
export class BaseError extends Error {
  override readonly name = 'BaseError'
  readonly code: string
  readonly retryable: boolean
  readonly shortMessage: string
  readonly details: unknown

  constructor(code: ErrorCode | (string & {}), options: BaseErrorOptions = {}) {
    const sentence = options.message ?? (isErrorCode(code) ? codes[code] : codes.internal)
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? isRetryable(code)
    this.shortMessage = sentence
    this.details = options.details
  }

  /** First error of the cause chain, this one included, that satisfies `test`. */
  walk(test: (error: unknown) => boolean): unknown {
    let current: unknown = this
    while (current !== undefined && current !== null) {
      if (test(current)) return current
      current = current instanceof Error ? current.cause : undefined
    }
    return undefined
  }
}

/** An event that does not fit the state of a share. Returned, not thrown, by the state machine. */
export class ProtocolError extends BaseError {
  constructor(details: { state: string; event: string }) {
    super('share-transition', { details })
  }
}
