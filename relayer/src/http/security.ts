import type { Network } from '@supernet/sdk/schema'
import helmet from 'helmet'

const withSockets = (url: string): string[] => {
  const { origin } = new URL(url)
  return [origin, origin.replace(/^http/, 'ws')]
}

/** No third party at all: the page talks to this server, to the chain and, locally, to the faucet. */
export const security = (network: Network) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        connectSrc: [
          "'self'",
          ...withSockets(network.relayerUrl),
          ...withSockets(network.rpcUrl),
          ...(network.faucetUrl === undefined ? [] : withSockets(network.faucetUrl)),
        ],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // Plain HTTP on the local network.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })
