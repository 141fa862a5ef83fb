import type { RouteContract } from '@supernet/sdk/schema'
import type { z } from 'zod'
import type { Common } from '../common.ts'
import type { Caller } from './caller.ts'

type Part<T> = T extends z.ZodType ? z.output<T> : undefined

export interface RouteInput<C extends RouteContract> {
  readonly params: Part<C['params']>
  readonly query: Part<C['query']>
  readonly body: Part<C['body']>
}

/** A contract of the SDK with what answers it. */
export interface Route<C extends RouteContract = RouteContract> {
  readonly contract: C
  readonly handler: (common: Common, input: RouteInput<C>, caller: Caller) => Promise<z.output<C['response']>>
}

export const defineRoute = <C extends RouteContract>(
  contract: C,
  handler: Route<C>['handler'],
): Route<C> => ({ contract, handler })
