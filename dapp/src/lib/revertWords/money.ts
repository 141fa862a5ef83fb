import type { RevertWords } from './words.ts'

const OTHER_CURRENCY = 'Pay with another currency, or wait for the next price.'
const SHORTLY = 'Wait a few minutes and try again; Spark for USDC and ether goes on.'
const SIGN_AGAIN = 'Try again and sign with the account that pays.'

/** Tokens, their allowances, prices, the sale of Spark and the treasury behind it. */
export const moneyWords: RevertWords = {
  ERC20InsufficientBalance: ['The wallet holds less than that.', 'Choose a smaller amount.'],
  ERC20InsufficientAllowance: ['The contract was not allowed to take that much.', 'Approve it again.'],
  ERC20InvalidReceiver: ['Nobody can receive it at this address.', 'Check the address.'],
  SafeERC20FailedOperation: ['The token refused to move.', 'Check what the wallet holds and try again.'],
  ERC2612ExpiredSignature: ['The signed permission is too old.', 'Try again and sign a new one.'],
  ERC2612InvalidSigner: ['The permission was signed by another account.', SIGN_AGAIN],
  InvalidAccountNonce: ['The signed permission was used before.', 'Try again and sign a new one.'],
  InsufficientBalance: ['The contract holds less than that.', 'Choose a smaller amount, or try again later.'],
  FailedCall: [
    'The receiver refused the money, or its call failed.',
    'Check the address, or try again later.',
  ],
  EnforcedPause: [
    'A pauser has stopped this.',
    'Try again later: it goes on after a week, unless the DAO decides otherwise.',
  ],
  ReentrancyGuardReentrantCall: ['The call came back into itself.', 'Send it from an ordinary account.'],
  RateLimitExceeded: ['A limit for this day or month is reached.', 'Wait: it refills by itself.'],

  AssetPricesStale: ['The price of this currency is too old to sell by.', OTHER_CURRENCY],
  AssetPricesOutOfBounds: ['The price of this currency is not to be believed.', OTHER_CURRENCY],
  AssetPricesNoFeed: ['This currency has no price feed.', 'Pay with another currency.'],
  AssetPricesSequencerDown: [
    'The chain was down, and its prices are not settled yet.',
    'Try again in an hour.',
  ],
  AssetPricesBadBounds: [
    'The bounds leave no price, or the wait for one is beyond reason.',
    'Choose a lower and an upper price, and a shorter wait.',
  ],
  GovernedPriceExpired: ['No price of SOGNI is in force.', OTHER_CURRENCY],
  PriceOracleNoPool: ['SOGNI has no market that gives its price.', OTHER_CURRENCY],
  PriceOracleObservationMissing: ['The market of SOGNI is too young to give a mean price.', SHORTLY],
  PriceOracleReferenceMissing: ['The market’s price has nothing to be held against yet.', SHORTLY],
  PriceOracleDiverged: [
    'The price of SOGNI has moved by more than a quarter, and counts for nothing until it settles.',
    SHORTLY,
  ],
  PriceOracleThin: ['The market of SOGNI is too thin to give a price.', SHORTLY],
  PriceOracleTooSoon: ['The oracle was poked less than an hour ago.', 'Wait until the hour is over.'],
  TickQuoteOutOfRange: ['The market’s price is beyond what a pool knows.', SHORTLY],

  SparkSaleDepegged: [
    'USDC trades too far below a dollar.',
    'Pay with another currency, or wait until it has recovered.',
  ],
  SparkSaleTooExpensive: [
    'The price rose past the most that you allowed.',
    'Look at the new price and buy again.',
  ],
  SparkSaleExpired: ['The purchase reached the chain too late.', 'Look at the new price and buy again.'],
  SparkSaleZeroAmount: ['That is no Spark at all.', 'Choose an amount.'],
  SparkSaleUnderpaid: ['The price of ether fell after it was shown.', 'Look at the new price and buy again.'],
  SparkSaleUnexpectedEther: ['Ether was sent with a payment in tokens.', 'Try again from this page.'],
  SparkSaleNoPermit: ['Ether needs no permission.', 'Try again from this page.'],
  SparkSaleFeeOnTransfer: ['The token keeps a fee of each transfer.', 'Pay with another currency.'],
  SalePolicyBadShares: ['The shares do not add up to a whole.', 'Make them 100 % together.'],
  SalePolicyDiscountTooLarge: ['A discount is beyond its bound.', 'Choose a smaller one.'],

  SparkPointsMintLimited: [
    'The sale has sold as much as it may for now.',
    'Choose a smaller amount, or wait: the limit refills by itself.',
  ],
  SparkPointsNotTransferable: [
    'Spark cannot be sent to other people.',
    'Use it for renders from your own account.',
  ],
  SparkPointsInsufficientBalance: ['The account holds less Spark than that.', 'Choose a smaller amount.'],
  TreasuryInsolvent: [
    'The treasury could not pay for that many renders.',
    'Choose a smaller amount, or wait until its reserves are higher.',
  ],
  TreasurySpendLimited: [
    'The manager has used up what it may spend of this.',
    'Wait: the limit refills by itself.',
  ],
  TreasuryPoolBelowTarget: ['The pool for Spark would fall below its target.', 'Take back less.'],
  FiatMinterBadLimits: ['A bound is beyond reason.', 'Choose one within what the contract allows.'],

  BuybackClosed: ['The buyback is closed.', 'The DAO decides when it opens.'],
  BuybackTooSoon: ['The treasury bought less than 30 minutes ago.', 'Wait until they are over.'],
  BuybackNoMarket: ['The market gives no price to buy at.', 'Wait until it is calm.'],
  BuybackSpotOff: ['The price of this moment is too far from the mean.', 'Wait until it is calm.'],
  BuybackNothingToSpend: ['The treasury or its caps leave nothing to buy with.', 'Wait: the caps refill.'],
  BuybackTooLittle: ['The market gave less than the least for the money.', 'Wait until it is calm.'],
  BuybackPartlyFilled: ['The market could not take the whole amount.', 'Wait until it is deeper.'],
}
