import { BirthCall } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { amount, hex, wire } from '../columns.ts'

const time = (name: string) => timestamp(name, { withTimezone: true }).notNull()

/** What sign-ins have to confirm. A row is deleted by the sign-in that uses it. */
export const loginChallenges = pgTable(
  'login_challenges',
  { challenge: hex('challenge').primaryKey(), expiresAt: time('expires_at') },
  (table) => [index('login_challenges_end').on(table.expiresAt)],
)

/** Accounts of people who registered a passkey here, with what the factory makes them of. */
export const accounts = pgTable(
  'accounts',
  {
    address: hex('address').primaryKey(),
    qx: hex('qx').notNull(),
    qy: hex('qy').notNull(),
    salt: hex('salt').notNull(),
    birth: wire('birth', z.array(BirthCall)).notNull(),
    referrer: hex('referrer'),
    /** Day since 1970 and keyed digest of it with the client address, until it is over: how many accounts one address makes. */
    day: integer('day').notNull(),
    client: text('client'),
    createdAt: time('created_at').defaultNow(),
  },
  (table) => [
    index('accounts_day').on(table.day),
    index('accounts_client').on(table.day).where(sql`client IS NOT NULL`),
  ],
)

/** Passkeys that were registered here. Whether one signs for the account is asked of the chain. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The authenticator's own id of the key, in base64url. */
    id: text('id').primaryKey(),
    /** Null until a device of an account asks for the new one, or guardians have put it in place. */
    account: hex('account'),
    /** Whether one did: where it is no signer yet, it waits to be added. */
    linked: boolean('linked').notNull().default(false),
    qx: hex('qx').notNull(),
    qy: hex('qy').notNull(),
    /** The key in COSE form. */
    publicKey: hex('public_key').notNull(),
    /** How often it signed, by its own account; 0 for ever where it is synchronised. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    createdAt: time('created_at').defaultNow(),
  },
  (table) => [index('passkeys_account').on(table.account)],
)

/** What people call the signers of their accounts. */
export const deviceNames = pgTable(
  'device_names',
  { account: hex('account').notNull(), device: hex('device').notNull(), name: text('name').notNull() },
  (table) => [primaryKey({ columns: [table.account, table.device] })],
)

export const logins = pgTable(
  'logins',
  {
    id: uuid('id').primaryKey(),
    /** SHA-256 of the token: the database signs nobody in. */
    tokenHash: hex('token_hash').notNull().unique(),
    account: hex('account').notNull(),
    /** ERC-7913: a wallet, or the verifier of passkeys with a key. */
    signer: hex('signer').notNull(),
    credential: text('credential'),
    createdAt: time('created_at').defaultNow(),
    seenAt: time('seen_at').defaultNow(),
    /** When the chain was last asked whether the signer still signs for the account. */
    checkedAt: time('checked_at').defaultNow(),
    expiresAt: time('expires_at'),
  },
  (table) => [index('logins_account').on(table.account), index('logins_end').on(table.expiresAt)],
)

/** New devices that ask to sign for an account. */
export const links = pgTable(
  'links',
  {
    code: text('code').primaryKey(),
    passkey: text('passkey').notNull(),
    name: text('name').notNull(),
    account: hex('account'),
    expiresAt: time('expires_at'),
  },
  (table) => [index('links_end').on(table.expiresAt)],
)

/** Whom accounts announced to send to. */
export const payees = pgTable(
  'payees',
  {
    account: hex('account').notNull(),
    payee: hex('payee').notNull(),
    name: text('name').notNull(),
    /** By the chain's clock, which the sponsor judges by. */
    announcedAt: bigint('announced_at', { mode: 'number' }).notNull(),
    device: hex('device').notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.payee] })],
)

/** What the sponsor let accounts send to people whom they had not announced in time. */
export const freeTransfers = pgTable(
  'free_transfers',
  {
    account: hex('account').notNull(),
    nonce: amount('nonce').notNull(),
    token: hex('token').notNull(),
    day: integer('day').notNull(),
    amount: amount('amount').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.account, table.nonce, table.token] }),
    index('free_transfers_day').on(table.account, table.day),
  ],
)
