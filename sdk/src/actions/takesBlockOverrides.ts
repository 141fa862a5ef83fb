import {
  type Account,
  BaseError,
  type Chain,
  type Client,
  concatHex,
  InvalidParamsRpcError,
  type Transport,
} from 'viem'

type AnyClient = Client<Transport, Chain | undefined, Account | undefined>
type Ask = (
  asked: { method: string; params: readonly unknown[] },
  options: { retryCount: number },
) => Promise<unknown>

/** As a block's number and its time: none has them, and clocks know that year, 8503. */
const NOWHERE = '0x3000000000'
const PUSH_NOWHERE = concatHex(['0x64', NOWHERE])
/** A contract that is made in that block only, and reverts in others. Without PUSH0, for chains that have none. */
const PROBE = concatHex([PUSH_NOWHERE, '0x4314', PUSH_NOWHERE, '0x42141660195760006000fd5b00'])

const known = new WeakMap<object, Promise<boolean>>()

/**
 * Whether the node behind a client estimates gas in the block that it is told (the fourth parameter of `eth_estimateGas`).
 * Some refuse it, and some answer as if it was not there, which only a call whose outcome depends on it shows. Asked once
 * for each client; where there was no answer, again the next time.
 */
export function takesBlockOverrides(client: AnyClient): Promise<boolean> {
  const { transport } = client
  const answer = known.get(transport) ?? probe(client, () => known.delete(transport))
  known.set(transport, answer)
  return answer
}

async function probe(client: AnyClient, forget: () => void): Promise<boolean> {
  const ask = client.request as Ask
  const block = { number: NOWHERE, time: NOWHERE }
  const params = [{ data: PROBE }, 'latest', {}, block]
  try {
    await ask({ method: 'eth_estimateGas', params }, { retryCount: 0 })
    return true
  } catch (error) {
    if (!isAnswer(error)) forget()
    return false
  }
}

/** The node has run the code in its own block, or will not take the block. Others come and go: no network, too many calls. */
const isAnswer = (error: unknown): boolean =>
  error instanceof BaseError &&
  (error.walk((cause) => cause instanceof InvalidParamsRpcError) !== null || /revert/i.test(error.details))
