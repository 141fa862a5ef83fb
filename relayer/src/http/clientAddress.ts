import type { IncomingMessage } from 'node:http'
import { ipKeyGenerator } from 'express-rate-limit'
import proxyAddr from 'proxy-addr'
import type { Config } from '../config.ts'

type TrustProxy = Config['TRUST_PROXY']

const compile = (trust: TrustProxy): ((address: string, hop: number) => boolean) =>
  typeof trust === 'number' ? (_address, hop) => hop < trust : proxyAddr.compile(trust)

/**
 * Who a connection is counted for: its address as far as the trusted proxies tell it, an IPv6 one by its network. For
 * upgrades, which Express does not see; requests are counted by the same rules.
 */
export function clientAddresses(trust: TrustProxy): (request: IncomingMessage) => string {
  const isTrusted = compile(trust)
  return (request) => ipKeyGenerator(proxyAddr(request, isTrusted))
}
