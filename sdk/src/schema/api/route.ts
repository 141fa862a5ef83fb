import { z } from 'zod'

/** A route as a value: server, client and OpenAPI page are all made from it. */
export interface RouteContract {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  /** What the cookie of a login has to do with it; where it begins or is needed, only the relayer's own pages may call. */
  readonly login?: 'begins' | 'needed' | 'read'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
}

export const route = <const T extends RouteContract>(contract: T): T => contract

/** The answer where there is nothing else to say. */
export const accepted = z.object({ ok: z.literal(true) })
