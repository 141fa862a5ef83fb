import { type BaseError, codes, type ErrorCode, isErrorCode, toBaseError } from '@supernet/sdk/errors'
import { revertWords } from './revertWords/index.ts'

/** What a person reads about a failure: what happened, what it cost, what to do, and a code to quote. */
export interface ErrorText {
  readonly happened: string
  readonly cost: string
  readonly todo: string
  readonly code: string
}

const NOTHING = 'Nothing was charged.'
const STEPS = 'Only the steps that were finished are charged.'
const ASKING = 'Asking again costs nothing.'
const FEE = 'At most the network fee was spent.'

/** Failures that can follow finished work or a sent transaction; all others cost nothing. */
const costs: Partial<Record<ErrorCode, string>> = {
  internal: 'If a render was running, only its finished steps are charged.',
  'network-unreachable': STEPS,
  'transaction-reverted': FEE,
  'job-lost': STEPS,
  'job-unknown': STEPS,
  aborted: STEPS,
  'render-failed': STEPS,
  'blob-missing': STEPS,
  'blob-hash': STEPS,
  'result-lost': ASKING,
  'redelivery-silent': ASKING,
  'redelivery-late': ASKING,
  'redelivery-unknown': ASKING,
  'share-undelivered': ASKING,
  'line-used': 'It was charged once, when it was settled before.',
}

/** Words for the artist where the SDK speaks to a programmer. The rest is taken from the SDK as it stands. */
const words: Partial<Record<ErrorCode, { happened: string; todo: string }>> = {
  'request-malformed': {
    happened: 'The relayer did not understand the request.',
    todo: 'Reload the page to get its newest version.',
  },
  'network-unreachable': {
    happened: 'The relayer does not answer.',
    todo: 'Check the connection. What is rendering goes on, and the page picks it up again.',
  },
  'chain-unreachable': {
    happened: 'The chain does not answer.',
    todo: 'Check the connection and try again.',
  },
  internal: { happened: 'Something failed on our side.', todo: 'Try again, and quote the code if it stays.' },
  'no-workers': {
    happened: 'No worker that can draw this is awake.',
    todo: 'Try again in a minute, or choose the other speed.',
  },
  'workers-busy': { happened: 'All workers are busy.', todo: 'Try again in a moment.' },
  'parallel-limit': {
    happened: 'As many pictures are in work as your stake allows.',
    todo: 'Wait for some of them, ask for fewer, or stake more.',
  },
  'price-above-limit': {
    happened: 'The price rose after it was shown.',
    todo: 'Press Render again for the new price.',
  },
  'session-missing': { happened: 'This device has no budget.', todo: 'Open one in Account.' },
  'session-closing': {
    happened: 'The budget of this device is being closed.',
    todo: 'Open a new one in Account.',
  },
  'session-expired': {
    happened: 'The budget of this device has expired.',
    todo: 'Open a new one in Account; the rest of the old one can be withdrawn there.',
  },
  'session-poor': {
    happened: 'The budget holds less than this costs.',
    todo: 'Top it up in Account, or ask for fewer pictures.',
  },
  'session-window-full': {
    happened: 'Too many renders wait to be settled.',
    todo: 'Open a second budget to go on now, or wait for the next settlement: seconds here, minutes elsewhere.',
  },
  'promise-limit': {
    happened: 'The worker has reached the unpaid work it accepts from one budget.',
    todo: 'Wait for the next settlement, then render again.',
  },
  'job-lost': {
    happened: 'This device has no record of that render.',
    todo: 'Open it on the device that ordered it.',
  },
  'result-lost': {
    happened: 'The worker does not have this picture any longer.',
    todo: 'Render it again with the same seed; the picture will be the same.',
  },
  'redelivery-silent': {
    happened: 'The worker did not answer within a day.',
    todo: 'Ask once more, or render it again with the same seed.',
  },
  'blob-missing': {
    happened: 'The sealed picture is gone from the relayer.',
    todo: 'Render it again with the same seed; the picture will be the same.',
  },
}

export function describeCode(code: string, message?: string): ErrorText {
  if (!isErrorCode(code)) {
    const [happened, todo] = revertWords[code] ?? []
    const known = happened === undefined || todo === undefined ? undefined : { happened, todo }
    return { ...(known ?? split(message ?? codes['transaction-reverted'])), cost: FEE, code }
  }
  return { ...(words[code] ?? split(codes[code])), cost: costs[code] ?? NOTHING, code }
}

export function describeError(error: unknown): ErrorText {
  const base: BaseError = toBaseError(error)
  return describeCode(base.code, base.shortMessage)
}

/** The first sentence says what happened, the others what to do. */
function split(sentences: string): { happened: string; todo: string } {
  const end = sentences.indexOf('. ')
  return end === -1
    ? { happened: sentences, todo: 'Try again.' }
    : { happened: sentences.slice(0, end + 1), todo: sentences.slice(end + 2) }
}
