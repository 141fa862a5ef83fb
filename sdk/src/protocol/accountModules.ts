import { type Address, encodeFunctionData, type Hex } from 'viem'
import { supernetAccountAbi } from '../abi/supernetAccount.ts'
import type { AccountCall } from './accountCalls.ts'

/** ERC-7579's number of modules that judge operations: the only type that accounts are given here. */
export const MODULE_TYPE_VALIDATOR = 1n

/** An account's call to itself that lets a module judge its operations; `data` is the module's own set-up. */
export const installValidator = (
  account: Address,
  module: Address,
  data: Hex = '0x',
): Required<AccountCall> => ({
  to: account,
  value: 0n,
  data: encodeFunctionData({
    abi: supernetAccountAbi,
    functionName: 'installModule',
    args: [MODULE_TYPE_VALIDATOR, module, data],
  }),
})
