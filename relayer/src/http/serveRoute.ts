import { BaseError } from '@supernet/sdk/errors'
import type { RouteContract } from '@supernet/sdk/schema'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Common } from '../common.ts'
import { callerOf, requireOwnPage } from './caller.ts'
import type { Route, RouteInput } from './route.ts'

/** `bytes` of the request body were counted by the JSON parser; here everything is parsed by its schema. */
function parse(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (schema === undefined) return undefined
  const result = z.safeDecode(schema, value as never)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({
    path: [part, ...path].join('.'),
    message,
  }))
  throw new BaseError('request-malformed', { details: issues.slice(0, 20) })
}

const inputOf = <C extends RouteContract>({ params, query, body }: C, request: Request): RouteInput<C> =>
  ({
    params: parse(params, request.params, 'params'),
    query: parse(query, request.query, 'query'),
    body: parse(body, request.body, 'body'),
  }) as RouteInput<C>

/** The one adapter between Express and a route: parse, call, encode. Express 5 passes rejections on. */
export const serveRoute =
  <C extends RouteContract>(common: Common, route: Route<C>): RequestHandler =>
  async (request, response) => {
    const caller = callerOf(common, request, response)
    requireOwnPage(route.contract, caller)
    const answer = await route.handler(common, inputOf(route.contract, request), caller)
    response.json(z.encode(route.contract.response, answer as never))
  }
