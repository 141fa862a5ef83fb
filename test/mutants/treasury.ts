import type { Mutant } from './mutants.ts'

const SPARK = 'contracts/tokens/SparkPoints.sol'
const TREASURY = 'contracts/treasury/Treasury.sol'
const SALE = 'contracts/treasury/SparkSale.sol'
const CARDS = 'contracts/treasury/FiatMinter.sol'
const CAMPAIGN = 'test/invariant/SparkEconomy.t.sol'
const PAUSES = 'contracts/access/PauseDesk.sol'
const UNIT = 'test/unit/treasury/FiatMinter.t.sol'

/** Each breaks the law of docs/security/invariants.md that it names. */
export const TREASURY_MUTANTS: readonly Mutant[] = [
  {
    part: 'treasury',
    name: 'T1: what is burned stays in the supply',
    file: SPARK,
    find: 'uint256 supply = $.supply[class] -= amount;',
    replace: 'uint256 supply = $.supply[class];',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T2: a receipt mints again',
    file: CARDS,
    find: 'require($.receipts[receipt].mintedAt == 0, FiatMinterReceiptUsed(receipt));',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T3: there is no credit line',
    file: CARDS,
    find: 'require(debt <= $.limits.creditLineUsdE6, FiatMinterCreditLine(debt, $.limits.creditLineUsdE6));',
    replace: '',
    test: UNIT,
  },
  {
    part: 'treasury',
    name: 'T4: spenders have no bucket',
    file: TREASURY,
    find: 'limit.tryConsume(BUCKET, amount)',
    replace: 'limit.tryConsume(BUCKET, amount - amount)',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T5: Spark is minted by an insolvent treasury',
    file: SPARK,
    find: 'if (class == SparkClass.Purchased) _treasury.requireSolvent();',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T5: an insolvent treasury pays out',
    file: TREASURY,
    find: '_spend(token, to, amount); requireSolvent();',
    replace: '_spend(token, to, amount);',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T6: the sale keeps the change',
    file: SALE,
    find: 'if (msg.value > cost) Address.sendValue(payable(msg.sender), msg.value - cost);',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T7: a buyer owes down',
    file: SALE,
    find: 'cost = Math.mulDiv(amount, owedPerSpark, paidPerUnit, Math.Rounding.Ceil);',
    replace: 'cost = Math.mulDiv(amount, owedPerSpark, paidPerUnit);',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T8: a refund leaves what waits',
    file: CARDS,
    find: 'row.escrowed -= uint128(fromEscrow);',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T8: what was released waits still',
    file: CARDS,
    find: 'row.escrowed = 0;',
    replace: '',
    test: UNIT,
  },
  {
    part: 'treasury',
    name: 'T9: released rewards stay counted',
    file: 'contracts/treasury/RewardStream.sol',
    find: '$.streaming -= amount;',
    replace: '',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T5: an insolvent treasury is emptied by vote',
    file: TREASURY,
    find: '_send(address(token), to, amount); requireSolvent();',
    replace: '_send(address(token), to, amount);',
    test: 'test/unit/treasury/Treasury.t.sol',
  },
  {
    part: 'treasury',
    name: 'T4: a raised limit refills the past',
    file: TREASURY,
    find: 'limit.sync(BUCKET);',
    replace: '',
    test: 'test/unit/treasury/Treasury.t.sol',
  },
  {
    part: 'treasury',
    name: 'G7: a pauser pauses again at once',
    file: PAUSES,
    find: 'require(block.timestamp >= row.restsUntil, PauseDeskResting(target, row.restsUntil));',
    replace: '',
    test: 'test/unit/access/PauseDesk.t.sol',
  },
  {
    part: 'treasury',
    name: 'G7: a pause that is made longer shortens the rest',
    file: PAUSES,
    find: 'row.restsUntil = newEndsAt + REST;',
    replace: '',
    test: 'test/unit/access/PauseDesk.t.sol',
  },
]
