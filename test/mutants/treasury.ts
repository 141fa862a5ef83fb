import type { Mutant } from './mutants.ts'

const CAMPAIGN = 'test/invariant/SparkEconomy.t.sol'

/** Each breaks the law of docs/security/invariants.md that it names. */
export const TREASURY_MUTANTS: readonly Mutant[] = [
  {
    part: 'treasury',
    name: 'T1: what is burned stays in the supply',
    file: 'contracts/tokens/SparkPoints.sol',
    find: 'uint256 supply = $.supply[class] -= amount;',
    replace: 'uint256 supply = $.supply[class];',
    test: CAMPAIGN,
  },
  {
    part: 'treasury',
    name: 'T2: a receipt mints again',
    file: 'contracts/treasury/FiatMinter.sol',
    find: 'require($.receipts[receipt].mintedAt == 0, FiatMinterReceiptUsed(receipt));',
    replace: '',
    test: CAMPAIGN,
  },
]
