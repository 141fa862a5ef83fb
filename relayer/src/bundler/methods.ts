import { BaseError } from '@supernet/sdk/errors'
import { isDelegated, type UserOperation } from '@supernet/sdk/protocol'
import { Address, Hex, Hex32, Quantity, UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { isAddressEqual, numberToHex } from 'viem'
import { z } from 'zod'
import type { Common } from '../common.ts'
import type { OperationPolicy } from '../core/operationPolicy.ts'
import type { Caller } from '../http/caller.ts'
import { requireLogin } from '../login/login.ts'
import type { Estimate } from './estimateOperation.ts'
import { createIntake } from './intake.ts'
import { readOperation } from './operationRows.ts'
import { INVALID_PARAMS, parseParams } from './params.ts'
import { describeOperation, describeReceipt } from './receipts.ts'
import { faultError, RpcError } from './rpcError.ts'
import type { Sponsor } from './sponsor.ts'

/** Answers a call of JSON-RPC. */
export type Method = (params: unknown, caller: Caller) => Promise<unknown>
export type Methods = Readonly<Record<string, Method>>

/** Before it is estimated an operation need not say its gas, nor be signed. */
const DraftOperation = UserOperationSchema.extend({
  callGasLimit: Quantity.default(0n),
  verificationGasLimit: Quantity.default(0n),
  preVerificationGas: Quantity.default(0n),
  maxFeePerGas: Quantity.default(0n),
  maxPriorityFeePerGas: Quantity.default(0n),
  signature: Hex.default('0x'),
})

const withoutNulls = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, field]) =>
          field === null ? [] : [[name, withoutNulls(field)]],
        ),
      )
    : value

/** Some clients send what they leave out as null, in the authorization as well. */
const whole = <T extends z.ZodType>(schema: T) => z.preprocess(withoutNulls, schema)

const operationParams = z.tuple([whole(UserOperationSchema), Address])
const draftParams = z.tuple([whole(DraftOperation), Address]).rest(z.unknown())
/** ERC-7677: the operation, the entry point, the chain, and a context that is not used. */
const sponsorParams = z.tuple([whole(DraftOperation), Address, Quantity]).rest(z.unknown())
const hashParams = z.tuple([Hex32])

function readHash(params: unknown): Hex {
  const { success, data } = hashParams.safeParse(params)
  if (success) return data[0]
  throw new RpcError(INVALID_PARAMS, 'Missing/invalid userOpHash')
}

const requireEntryPoint = ({ network }: Common, address: Address): void => {
  if (!isAddressEqual(address, network.contracts.entryPoint))
    throw new RpcError(INVALID_PARAMS, `entry point ${address} is not served`)
}

/** The bundler's methods of ERC-4337, for the operations that `policy` takes; simulations are calls of `bundlerKey`. */
export function createMethods(
  common: Common,
  policy: OperationPolicy,
  estimate: Estimate,
  bundlerKey: Address,
): Methods {
  const { chain, network, store } = common
  const { entryPoint } = network.contracts
  const take = createIntake(common, policy, bundlerKey)

  return {
    async eth_chainId() {
      return numberToHex(network.chainId)
    },
    async eth_supportedEntryPoints() {
      return [entryPoint]
    },
    async eth_sendUserOperation(params) {
      const [operation, address] = parseParams(operationParams, params)
      requireEntryPoint(common, address)
      return take(operation)
    },
    async eth_estimateUserOperationGas(params) {
      const [draft, address] = parseParams(draftParams, params)
      requireEntryPoint(common, address)
      const gas = await estimate({ ...policy.payer, ...draft })
      return {
        ...Object.fromEntries(Object.entries(gas).map(([name, value]) => [name, numberToHex(value)])),
        paymasterPostOpGasLimit: '0x0',
      }
    },
    async eth_getUserOperationByHash(params) {
      const row = await readOperation(store.db, readHash(params))
      return row === undefined || row.state === 'dropped' ? null : describeOperation(row, entryPoint)
    },
    async eth_getUserOperationReceipt(params) {
      const row = await readOperation(store.db, readHash(params))
      return row === undefined ? null : describeReceipt(chain, row, entryPoint)
    },
  }
}

const encodeFields = (fields: Partial<UserOperation>) =>
  z.encode(UserOperationSchema.partial(), { ...fields })

/**
 * The sponsor's methods of ERC-7677: it pays for an account only at the wish of who is signed in to it, on one of our pages.
 */
export function sponsorMethods(common: Common, sponsor: Sponsor): Methods {
  const { network } = common
  const read = async (params: unknown, caller: Caller): Promise<UserOperation> => {
    const [operation, address, chainId] = parseParams(sponsorParams, params)
    requireEntryPoint(common, address)
    if (chainId !== BigInt(network.chainId))
      throw new RpcError(INVALID_PARAMS, `chain ${chainId} is not served`)
    // Whose code it runs is the wallet's affair: what the sponsor measures is the account that it knows.
    if (operation.eip7702Auth !== undefined || isDelegated(operation))
      throw faultError({ code: 'paymaster-rejected', message: 'delegated wallets are not sponsored' })
    if (caller.origin === undefined) throw new BaseError('origin-refused')
    const { account } = await requireLogin(common, caller)
    if (!isAddressEqual(account, operation.sender))
      throw new BaseError('login-account', { details: { account, sender: operation.sender } })
    return operation
  }
  return {
    async pm_getPaymasterStubData(params, caller) {
      return encodeFields(await sponsor.stub(await read(params, caller)))
    },
    async pm_getPaymasterData(params, caller) {
      return encodeFields(await sponsor.approve(await read(params, caller), caller.address))
    },
  }
}
