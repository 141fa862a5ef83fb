import { readFile } from 'node:fs/promises'
import { Address, Network } from '@supernet/sdk/schema'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const milliseconds = z.coerce.number().int().positive()
const count = z.coerce.number().int().positive()
const sogni = (preset: string) =>
  z
    .string()
    .regex(/^\d+(\.\d{1,18})?$/, 'is not a number of SOGNI')
    .default(preset)
const perMinute = (preset: number, what: string) =>
  count.default(preset).meta({ description: `${what} of one address in a minute, on each replica.` })

const key = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
  .transform((text) => text as `0x${string}`)
const keys = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(key))
const addresses = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(Address))
const wei = (preset: bigint, what: string) =>
  z.coerce
    .bigint()
    .nonnegative()
    .default(preset)
    .meta({ description: `${what}, in wei.` })
const secret = (description: string) => z.string().min(1).optional().meta({ description })

/** Environment of the relayer. Nothing else in the process reads the environment. */
export const Config = z.object({
  RELAYER_PORT: port.default(4_000).meta({ description: 'HTTP and WebSocket port.' }),
  RELAYER_HOST: z.string().default('127.0.0.1').meta({ description: 'Address to listen on.' }),
  RELAYER_DATA_DIR: z
    .string()
    .min(1)
    .meta({ description: 'Folder of the sealed pictures; shared by all replicas.' }),
  RELAYER_KEY: key.meta({
    description: 'Pays the gas of settlements. No other power: anybody may submit a batch.',
  }),
  DATABASE_URL: z.url().meta({ description: 'PostgreSQL; shared by all replicas.' }),
  NETWORK_FILE: z.string().min(1).meta({ description: 'The network as JSON: chain, URLs, contracts.' }),
  PUBLIC_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.url().transform((url) => new URL(url).origin)))
    .meta({
      description: "Origins that the dapp is served at, commas between; the relayer's own unless it is set.",
    }),
  PASSKEY_RP_ID: z.string().min(1).optional().meta({
    description:
      'Domain that passkeys belong to; another one orphans all of them. The host of the first origin unless it is set.',
  }),
  TRUST_PROXY: z
    .string()
    .default('0')
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',').map((part) => part.trim())))
    .meta({
      description:
        'Proxies in front whose X-Forwarded-For counts: how many, or their networks with commas between.',
    }),
  RATE_LIMIT_REQUESTS: perMinute(3_000, 'Requests without a limit of their own'),
  RATE_LIMIT_QUOTES: perMinute(600, 'Quotes'),
  RATE_LIMIT_RESERVATIONS: perMinute(300, 'Reservations'),
  RATE_LIMIT_SIGNED: perMinute(
    600,
    'Tickets, tabs, cancels, requests to deliver again, checkouts and transfers',
  ),
  RATE_LIMIT_LOGINS: perMinute(60, 'Challenges, registrations and sign-ins, and as often links of devices,'),
  RATE_LIMIT_UPLOADS: perMinute(6_000, 'Uploads of sealed pictures'),
  SOCKETS_PER_ADDRESS: count
    .default(256)
    .meta({ description: 'WebSockets of one address, of workers and clients together, on each replica.' }),
  DAPP_DIST: z
    .string()
    .optional()
    .meta({ description: 'Built dapp to serve at /; leave out where another server does.' }),
  FIAT_MINTER_KEY: key.optional().meta({
    description:
      'Mints Spark that was paid for outside the chain, and takes it back; holds the role fiatMinter and some ETH.',
  }),
  SPARK_PACKS: z.string().default('small:500,medium:2000,large:10000').meta({
    description:
      'What is sold: id:cents of a dollar, and :product where the App Store sells it, commas between.',
  }),
  STRIPE_SECRET_KEY: secret(
    'Secret key of the Stripe account; cards are offered with it and the next setting.',
  ),
  STRIPE_WEBHOOK_SECRET: secret('Signing secret of the webhook endpoint /v1/webhooks/stripe.'),
  CHECKOUT_RETURN_URL: z
    .url()
    .optional()
    .meta({ description: 'Page that a buyer comes back to; /spark of the relayer unless it is set.' }),
  APPLE_BUNDLE_ID: secret(
    'Bundle id of the app; the App Store is offered with it and the next two settings.',
  ),
  APPLE_ENVIRONMENT: z
    .enum(['Production', 'Sandbox'])
    .optional()
    .meta({ description: 'Whose notifications are taken: Production or Sandbox.' }),
  APPLE_ROOT_CERTIFICATES: secret("Files of Apple's root certificates (DER or PEM), commas between."),
  APPLE_APP_ID: count
    .optional()
    .meta({ description: "The app's number in the App Store; Production needs it." }),
  APPLE_ONLINE_CHECKS: z
    .stringbool()
    .default(true)
    .meta({ description: 'Whether Apple is asked if its certificates were revoked.' }),
  BUNDLER_KEYS: keys.meta({
    description:
      'Keys that send operations of accounts, commas between; each holds some ETH and has no code.',
  }),
  BUNDLER_DELEGATES: addresses.meta({
    description:
      'Code that a wallet may run as its account (EIP-7702), commas between; none unless it is set. The sponsor signs for none of them.',
  }),
  BUNDLER_OPEN: z.stringbool().default(false).meta({
    description:
      "Takes operations of anybody and serves debug_bundler_*, for other people's tests; refused unless the chain is a local one.",
  }),
  BUNDLER_URL: z
    .url()
    .optional()
    .meta({ description: 'An ERC-4337 bundler that sends the operations instead of this relayer.' }),
  BUNDLE_SIZE: count.default(200).meta({ description: 'Operations in a bundle at most.' }),
  BUNDLE_MAX_WAIT_MS: milliseconds.default(500).meta({
    description:
      'Longest that an operation waits for company where blocks come irregularly; a new block ends the wait as well.',
  }),
  BUNDLE_LEAD_MS: milliseconds.default(200).meta({
    description: 'How long before the next block, where blocks come steadily, a bundle is with the node.',
  }),
  BUNDLE_MIN_TIP_WEI: wei(0n, 'Least that an operation offers above the base fee, for a unit of gas'),
  SPONSOR_KEY: key.optional().meta({
    description: 'Approves what the sponsor pays for; without it no operation is sponsored.',
  }),
  SPONSOR_MAX_FEE_WEI: wei(100_000_000_000n, 'Most that the sponsor pays for a unit of gas'),
  SPONSOR_ACCOUNT_WEI: wei(20_000_000_000_000_000n, 'Most that one account may cost the sponsor in a day'),
  SPONSOR_CLIENT_WEI: wei(
    100_000_000_000_000_000n,
    'Most that the accounts used from one address of the internet may cost the sponsor in a day, together',
  ),
  SPONSOR_TOTAL_WEI: wei(2_000_000_000_000_000_000n, 'Most that all accounts may cost the sponsor in a day'),
  SPONSOR_OPERATIONS: count
    .default(200)
    .meta({ description: 'Sponsored operations of an account in a day.' }),
  SPONSOR_CREATIONS_OF_CLIENT: count.default(5).meta({
    description: 'Accounts that are registered, or paid for, in a day at one address of the internet.',
  }),
  SPONSOR_CREATIONS: count
    .default(2_000)
    .meta({ description: 'Accounts that are registered, or paid for, in a day.' }),
  RECOVERIES_OF_CLIENT: count
    .default(5)
    .meta({ description: 'Recoveries that are begun in a day at one address of the internet.' }),
  RECOVERIES_OF_ACCOUNT: count
    .default(3)
    .meta({ description: 'Proposals of guardians that the relayer pays for in a day, for one account.' }),
  RECOVERIES: count
    .default(200)
    .meta({ description: 'Proposals of guardians that the relayer pays for in a day, for all accounts.' }),
  PAYEE_DELAY_SECONDS: count.default(86_400).meta({
    description:
      'How long ago an account must have announced whom it sends more to than the next two settings.',
  }),
  PAYEE_FREE_SOGNI: sogni('1000').meta({
    description:
      'SOGNI that an account sends in a day to people whom it has not announced, paid by the sponsor.',
  }),
  PAYEE_FREE_USDC: z
    .string()
    .regex(/^\d+(\.\d{1,6})?$/, 'is not an amount of USDC')
    .default('10')
    .meta({ description: 'The same in USDC.' }),
  TRANSFER_LEAST_SOGNI: sogni('1').meta({
    description: 'Least SOGNI that a signed transfer of a wallet moves for the relayer to send it.',
  }),
  TRANSFERS_OF_WALLET: count.default(10).meta({
    description: 'Signed transfers of one wallet that the relayer sends in a day.',
  }),
  TRANSFERS_OF_CLIENT: count.default(20).meta({
    description: 'Signed transfers that it sends in a day for one address of the internet.',
  }),
  TRANSFERS: z.coerce.number().int().min(0).default(2_000).meta({
    description: 'Signed transfers that it sends in a day; 0 sends none.',
  }),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .meta({ description: 'Least severe line that is logged.' }),
  POLL_INTERVAL_MS: milliseconds
    .default(300)
    .meta({ description: 'Between two looks at the head of the chain.' }),
  SETTLE_MAX_WAIT_MS: milliseconds
    .default(5_000)
    .meta({ description: 'Longest that a delivered line waits for company; 900000 on a public network.' }),
  COSIGN_TIMEOUT_MS: milliseconds
    .default(2_000)
    .meta({ description: 'Time of a worker to sign its lines of a batch.' }),
  STUCK_AFTER_MS: milliseconds.default(15_000).meta({
    description: 'A transaction that is not mined after this long is sent again with a higher fee.',
  }),
  KEEPER_INTERVAL_MS: milliseconds.default(10_000).meta({
    description: 'Between two looks at burn, pool, rate, no-shows, scores and rewards.',
  }),
  SCORES_AFTER_SECONDS: z.coerce.number().int().min(0).default(3_600).meta({
    description: 'How long after the end of a week its scores are computed: no re-org reaches back so far.',
  }),
  PROMO_CAMPAIGN: count.optional().meta({
    description: 'Campaign that pays workers for promotional Spark; without it the keeper pays nobody.',
  }),
  PROMO_BUDGET: sogni('10000').meta({ description: 'SOGNI that a week pays for promotional work at most.' }),
  PROMO_PER_RENDER: sogni('0.05').meta({
    description: 'SOGNI that a base render of it pays at most: below what a paid one pays.',
  }),
  ATTESTER_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
    .transform((key) => key as `0x${string}`)
    .optional()
    .meta({
      description:
        'Signs who may have a daily boost and what referees spent. Without it nobody is vouched for.',
    }),
  PRUNE_INTERVAL_MS: milliseconds
    .default(60_000)
    .meta({ description: 'Between two looks for rows that can be forgotten.' }),
  RETENTION_DAYS: count.default(30).meta({
    description:
      'Days after which final jobs and settlements are forgotten; never before their pictures can no longer be asked for.',
  }),
  MAX_BLOB_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024)
    .meta({ description: 'Largest sealed picture.' }),
})
export type Config = Readonly<z.infer<typeof Config>>

export function loadConfig(env: Record<string, string | undefined>): Config {
  return Object.freeze(Config.parse(env))
}

export async function loadNetwork(path: string): Promise<Network> {
  return z.decode(Network, JSON.parse(await readFile(path, 'utf8')))
}
