import type { RevertWords } from './words.ts'

const READ_AGAIN = 'Reload the page to see where it stands.'

/** Budgets of a device: opened, topped up, closed, withdrawn. */
export const budgetWords: RevertWords = {
  RenderLedgerZeroAmount: ['That is no amount at all.', 'Choose one above zero.'],
  RenderLedgerKeyInUse: ['This device’s key has had a budget before.', 'Try again: a new key is made.'],
  RenderLedgerExpiryInPast: ['The budget would be over before it began.', 'Check this device’s clock.'],
  RenderLedgerInvalidSignature: ['The signature is not that of the device’s key.', 'Try again.'],
  RenderLedgerNotOwner: ['The budget belongs to another account.', 'Use the account that opened it.'],
  RenderLedgerSessionNotOpen: ['The budget is closed.', 'Open a new one in Account.'],
  RenderLedgerSessionClosing: ['The budget is being closed already.', READ_AGAIN],
  RenderLedgerNoWithdrawal: ['Nothing was asked back, or it was paid already.', READ_AGAIN],
  RenderLedgerLocked: ['The two days are not over yet.', 'The time is shown beside it.'],
  RenderLedgerInexactDeposit: ['Another amount arrived than was sent.', 'Pay with another currency.'],
  RenderLedgerAmountOverflow: ['That is more than a budget holds.', 'Choose a smaller amount.'],
}
