import { readFileSync } from 'node:fs'
import { Environment, SignedDataVerifier } from '@apple/app-store-server-library'
import type { Network, PaymentProvider } from '@supernet/sdk/schema'
import Stripe from 'stripe'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Config } from '../config.ts'
import { type Pack, parsePacks } from '../core/packs.ts'

/** How this relayer sells Spark for money outside the chain; without keys, not at all. */
export interface Payments {
  /** Which of the networks on one account of the provider a payment belongs to. */
  readonly deployment: string
  readonly packs: readonly Pack[]
  readonly minter: PrivateKeyAccount | undefined
  readonly stripe: { readonly client: Stripe; readonly webhookSecret: string } | undefined
  readonly apple: { readonly verifier: SignedDataVerifier } | undefined
}

/** Either all of the settings, or none of them: half a shop would take money and give nothing. */
function together<T extends Partial<Config>>(
  settings: T,
): { [K in keyof T]-?: NonNullable<T[K]> } | undefined {
  const missing = Object.keys(settings).filter((name) => settings[name as keyof T] === undefined)
  if (missing.length === Object.keys(settings).length) return undefined
  if (missing.length > 0)
    throw new Error(`Payments need ${missing.join(', ')} too, or none of their settings`)
  return settings as { [K in keyof T]-?: NonNullable<T[K]> }
}

export function openPayments(config: Config, network: Pick<Network, 'chainId' | 'contracts'>): Payments {
  const stripe = together({
    STRIPE_SECRET_KEY: config.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: config.STRIPE_WEBHOOK_SECRET,
  })
  const apple = together({
    APPLE_BUNDLE_ID: config.APPLE_BUNDLE_ID,
    APPLE_ENVIRONMENT: config.APPLE_ENVIRONMENT,
    APPLE_ROOT_CERTIFICATES: config.APPLE_ROOT_CERTIFICATES,
  })
  const key = config.FIAT_MINTER_KEY
  if (key === undefined && (stripe !== undefined || apple !== undefined))
    throw new Error('Payments need FIAT_MINTER_KEY: who pays must be given Spark')
  if (key === config.RELAYER_KEY)
    throw new Error('FIAT_MINTER_KEY must not be RELAYER_KEY: they count their nonces apart')
  return {
    deployment: `${network.chainId}:${network.contracts.fiatMinter}`,
    packs: parsePacks(config.SPARK_PACKS),
    minter: key && privateKeyToAccount(key),
    stripe: stripe && {
      client: new Stripe(stripe.STRIPE_SECRET_KEY, {
        maxNetworkRetries: 2,
        timeout: 10_000,
        telemetry: false,
      }),
      webhookSecret: stripe.STRIPE_WEBHOOK_SECRET,
    },
    apple: apple && {
      verifier: new SignedDataVerifier(
        apple.APPLE_ROOT_CERTIFICATES.split(',').map((path) => readFileSync(path.trim())),
        config.APPLE_ONLINE_CHECKS,
        apple.APPLE_ENVIRONMENT === 'Production' ? Environment.PRODUCTION : Environment.SANDBOX,
        apple.APPLE_BUNDLE_ID,
        config.APPLE_APP_ID,
      ),
    },
  }
}

/** Providers that are set up, for `GET /v1/network`. */
export const offered = ({ stripe, apple }: Payments): PaymentProvider[] => [
  ...(stripe === undefined ? [] : (['stripe'] as const)),
  ...(apple === undefined ? [] : (['apple'] as const)),
]
