import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import { APPLE_WEBHOOK, api, type RouteContract, STRIPE_WEBHOOK, WireError } from '@supernet/sdk/schema'
import { z } from 'zod'
import { LOGIN_COOKIE } from './caller.ts'

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
const bearer = { type: 'string' as const, format: 'binary' as const }

/** The API page, from the same contracts that the server parses with. */
export function createOpenApi(version: string): unknown {
  extendZodWithOpenApi(z)
  const registry = new OpenAPIRegistry()
  const { name } = registry.registerComponent('securitySchemes', 'login', {
    type: 'apiKey',
    in: 'cookie',
    name: LOGIN_COOKIE,
  })
  for (const [operationId, contract] of Object.entries<RouteContract>(api)) {
    registry.registerPath({
      operationId,
      method: contract.method,
      path: contract.path.replaceAll(/:(\w+)/g, '{$1}'),
      summary: contract.summary,
      ...(contract.login === 'needed' && { security: [{ [name]: [] }] }),
      request: {
        ...(contract.params && { params: contract.params }),
        ...(contract.query && { query: contract.query }),
        ...(contract.body && { body: json(contract.body) }),
      },
      responses: {
        200: { description: 'Done', ...json(contract.response) },
        default: { description: 'Refused: a stable code and what to do', ...json(WireError) },
      },
    })
  }
  const blob = { description: 'Sealed bytes', content: { 'application/octet-stream': { schema: bearer } } }
  const params = z.object({ sha256: z.string() })
  registry.registerPath({
    operationId: 'getBlob',
    method: 'get',
    path: '/v1/blobs/{sha256}',
    summary: 'A sealed picture, until its client acknowledges it or it expires',
    request: { params },
    responses: { 200: blob },
  })
  registry.registerPath({
    operationId: 'putBlob',
    method: 'put',
    path: '/v1/blobs/{sha256}',
    summary: 'Store a sealed picture; by a connected worker with its upload token',
    request: { params, body: { content: blob.content } },
    responses: { 200: { description: 'Stored' } },
  })
  for (const [path, what] of [
    [STRIPE_WEBHOOK, 'Events of Stripe, with their signature over the raw body'],
    [APPLE_WEBHOOK, 'Server notifications of the App Store, version 2'],
  ] as const)
    registry.registerPath({
      operationId: path.slice(1).replaceAll('/', '-'),
      method: 'post',
      path,
      summary: `${what}; for the provider only`,
      request: { body: json(z.looseObject({})) },
      responses: { 200: { description: 'Stored' }, 400: { description: 'Not signed', ...json(WireError) } },
    })
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Supernet relayer', version },
  })
}
