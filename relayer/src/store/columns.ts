import { sql } from 'drizzle-orm'
import { bigint, customType, text, timestamp } from 'drizzle-orm/pg-core'
import { z } from 'zod'

/** Unsigned 64-bit amounts do not fit PostgreSQL's bigint. */
export const amount = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'numeric(78, 0)',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
})

/** An amount that starts at nothing. */
export const total = (name: string) => amount(name).notNull().default(sql`0`)

/** Block numbers, ids, seconds of the chain's clock: whole numbers that JavaScript holds exactly. */
export const number = (name: string) => bigint(name, { mode: 'number' })

/** When the row was made, by the database's clock. */
export const now = (name: string) => timestamp(name, { withTimezone: true }).notNull().defaultNow()

/** A wire type kept in its JSON form: what comes out of the database is parsed like what comes from the network. */
export const wire = <T extends z.ZodType>(name: string, schema: T) =>
  customType<{ data: z.output<T>; driverData: unknown }>({
    dataType: () => 'jsonb',
    toDriver: (value) => JSON.stringify(z.encode(schema, value as z.output<T>)),
    fromDriver: (value) => z.decode(schema, value as z.input<T>),
  })(name)

/** Bytes as hex: hashes, addresses, signatures. */
export const hex = (name: string) => text(name).$type<`0x${string}`>()
