import { deploymentOf, type Services } from '../../lib/services.ts'

type Ask = (request: unknown) => Promise<unknown>

/** One part of the page, and one tab, makes the account of this browser at a time. */
export const alone = <T>({ network }: Pick<Services, 'network'>, work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`supernet:account:${deploymentOf(network)}`, {}, work) as Promise<T>

const SENDS: ReadonlySet<unknown> = new Set(['eth_sendTransaction', 'wallet_sendCalls'])

/**
 * The first operation of an account makes it, and there can be but one of those: as long as there is no account, whoever wants
 * to send waits for the set-up that is at it.
 */
export const makeOnce =
  (services: Pick<Services, 'network' | 'chain'>, account: `0x${string}`, ask: Ask): Ask =>
  async (request) => {
    if (!SENDS.has((request as { method?: unknown }).method)) return ask(request)
    const code = await (await services.chain()).getCode({ address: account })
    return code === undefined ? alone(services, () => ask(request)) : ask(request)
  }
