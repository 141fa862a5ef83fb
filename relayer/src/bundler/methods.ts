import { hashUserOperation, stubSponsorship, type UserOperation } from '@supernet/sdk/protocol'
import { Address, Hex, Hex32, Quantity, UserOperation as UserOperationSchema } from '@supernet/sdk/schema'
import { isAddressEqual, numberToHex } from 'viem'
import { z } from 'zod'
import type { Common } from '../common.ts'
import { checkOperation } from '../core/checkOperation.ts'
import { faultOfReason } from '../core/operationFault.ts'
import type { Estimate } from './estimateOperation.ts'
import { admit, readOperation } from './operationRows.ts'
import { describeOperation, describeReceipt } from './receipts.ts'
import { faultError, RpcError } from './rpcError.ts'
import { simulateBundle } from './simulateBundle.ts'
import type { Sponsor } from './sponsor.ts'

/** Answers a call of JSON-RPC; `client` is the address that it came from. */
export type Method = (params: unknown, client: string) => Promise<unknown>
export type Methods = Readonly<Record<string, Method>>

const MAX_VERIFICATION_GAS = 3_000_000n
const MAX_CALL_GAS = 10_000_000n
const INVALID = -32602

/** Before it is estimated an operation need not say its gas, nor be signed. */
const DraftOperation = UserOperationSchema.extend({
  callGasLimit: Quantity.default(0n),
  verificationGasLimit: Quantity.default(0n),
  preVerificationGas: Quantity.default(0n),
  maxFeePerGas: Quantity.default(0n),
  maxPriorityFeePerGas: Quantity.default(0n),
  signature: Hex.default('0x'),
})

const operationParams = z.tuple([UserOperationSchema, Address])
const draftParams = z.tuple([DraftOperation, Address]).rest(z.unknown())
/** ERC-7677: the operation, the entry point, the chain, and a context that is not used. */
const sponsorParams = z.tuple([DraftOperation, Address, Quantity]).rest(z.unknown())
const hashParams = z.tuple([Hex32])

function parse<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const { success, data, error } = schema.safeParse(params)
  if (success) return data
  throw new RpcError(INVALID, z.prettifyError(error))
}

const requireEntryPoint = ({ network }: Common, address: Address): void => {
  if (!isAddressEqual(address, network.contracts.entryPoint))
    throw new RpcError(INVALID, `entry point ${address} is not served`)
}

/** The bundler's methods of ERC-4337; simulations are calls of `bundlerKey`. */
export function createMethods(common: Common, estimate: Estimate, bundlerKey: Address): Methods {
  const { chain, network, store, config } = common
  const { entryPoint, sponsorPaymaster, accountFactory } = network.contracts

  const send = async (operation: UserOperation): Promise<Hex> => {
    const block = await chain.getBlock()
    const fault = checkOperation(operation, {
      paymaster: sponsorPaymaster,
      factory: accountFactory,
      now: Number(block.timestamp),
      baseFee: block.baseFeePerGas ?? 0n,
      minTip: config.BUNDLE_MIN_TIP_WEI,
      maxVerificationGas: MAX_VERIFICATION_GAS,
      maxCallGas: MAX_CALL_GAS,
    })
    if (fault !== undefined) throw faultError(fault)
    const failure = await simulateBundle(chain, entryPoint, bundlerKey, [operation])
    if (failure !== undefined) throw faultError(faultOfReason(failure.reason))
    const hash = hashUserOperation({ chainId: network.chainId, address: entryPoint }, operation)
    const head = Number(block.number)
    await store.db.transaction((tx) => admit(tx, { hash, operation, head }))
    return hash
  }

  return {
    async eth_chainId() {
      return numberToHex(network.chainId)
    },
    async eth_supportedEntryPoints() {
      return [entryPoint]
    },
    async eth_sendUserOperation(params) {
      const [operation, address] = parse(operationParams, params)
      requireEntryPoint(common, address)
      return send(operation)
    },
    async eth_estimateUserOperationGas(params) {
      const [draft, address] = parse(draftParams, params)
      requireEntryPoint(common, address)
      const gas = await estimate({ paymaster: sponsorPaymaster, paymasterData: stubSponsorship, ...draft })
      return {
        ...Object.fromEntries(Object.entries(gas).map(([name, value]) => [name, numberToHex(value)])),
        paymasterPostOpGasLimit: '0x0',
      }
    },
    async eth_getUserOperationByHash(params) {
      const row = await readOperation(store.db, parse(hashParams, params)[0])
      return row === undefined || row.state === 'dropped' ? null : describeOperation(row, entryPoint)
    },
    async eth_getUserOperationReceipt(params) {
      const row = await readOperation(store.db, parse(hashParams, params)[0])
      return row === undefined ? null : describeReceipt(chain, row, entryPoint)
    },
  }
}

const encodeFields = (fields: Partial<UserOperation>) =>
  z.encode(UserOperationSchema.partial(), { ...fields })

/** The sponsor's methods of ERC-7677. */
export function sponsorMethods(common: Common, sponsor: Sponsor): Methods {
  const { network } = common
  const read = (params: unknown): UserOperation => {
    const [operation, address, chainId] = parse(sponsorParams, params)
    requireEntryPoint(common, address)
    if (chainId !== BigInt(network.chainId)) throw new RpcError(INVALID, `chain ${chainId} is not served`)
    return operation
  }
  return {
    async pm_getPaymasterStubData(params) {
      return encodeFields(await sponsor.stub(read(params)))
    },
    async pm_getPaymasterData(params, client) {
      return encodeFields(await sponsor.approve(read(params), client))
    },
  }
}
