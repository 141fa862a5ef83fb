import { randomUUID } from 'node:crypto'
import express, { type Express } from 'express'
import { pinoHttp } from 'pino-http'
import swaggerUi from 'swagger-ui-express'
import { blobRoutes } from './blobs/blobRoutes.ts'
import { createAccountRail } from './bundler/accountRail.ts'
import type { Methods } from './bundler/methods.ts'
import { rpcRoute } from './bundler/rpcRoute.ts'
import type { Common } from './common.ts'
import { answerError, answerMissing } from './http/answerError.ts'
import { health } from './http/health.ts'
import { createOpenApi } from './http/openApi.ts'
import { rateLimits } from './http/rateLimits.ts'
import type { Route } from './http/route.ts'
import { security } from './http/security.ts'
import { serveRoute } from './http/serveRoute.ts'
import { serveDapp } from './http/staticDapp.ts'
import { webhookRoutes } from './payments/webhookRoutes.ts'
import { routes } from './routes/index.ts'

/** A ticket with sixteen sealed bodies of the largest size. */
const MAX_JSON = '5mb'

export function createApp(
  common: Common,
  version: string,
  methods: Methods = createAccountRail(common).methods,
): Express {
  const { config, logger, metrics, network } = common
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.TRUST_PROXY)
  // Details of an error may hold amounts; answers are encoded by their schemas before.
  app.set('json replacer', (_name: string, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  app.use(security(network))
  app.use(allowOrigins)
  app.use(
    pinoHttp({
      logger: logger.child({ module: 'http' }),
      genReqId: () => randomUUID(),
      autoLogging: { ignore: ({ url }) => url === '/ready' || url === '/health' || url === '/metrics' },
      // Paths, never queries or bodies: a line says what was asked, not by whom.
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      customLogLevel: (_request, response, error) =>
        error !== undefined || response.statusCode >= 500 ? 'error' : 'debug',
    }),
  )
  app.use(countTime(metrics))
  app.use(health(common))
  app.use(rateLimits(common))
  app.use(blobRoutes(common))
  app.use(webhookRoutes(common))
  app.use(express.json({ limit: MAX_JSON, strict: true }))
  app.use(rpcRoute(common, methods))
  for (const route of Object.values<Route>(routes as unknown as Record<string, Route>))
    app[route.contract.method](route.contract.path, serveRoute(common, route))
  const document = createOpenApi(version)
  app.get('/openapi.json', (_request, response) => void response.json(document))
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(document as swaggerUi.JsonObject))
  if (config.DAPP_DIST !== undefined) app.use(serveDapp(config.DAPP_DIST))
  app.use(answerMissing)
  app.use(answerError(common))
  return app
}

/**
 * Any page may call what needs no login, and a page served elsewhere has to. Browsers send no cookie along for `*`, nor from
 * another site at all, and methods that only logins need are not offered to other pages.
 */
const allowOrigins: express.RequestHandler = (request, response, next) => {
  response.set({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': 'content-type, authorization',
    'access-control-expose-headers': 'ratelimit, ratelimit-policy, retry-after',
    'access-control-max-age': '86400',
  })
  if (request.method === 'OPTIONS') response.sendStatus(204)
  else next()
}

const countTime =
  (metrics: Common['metrics']): express.RequestHandler =>
  (request, response, next) => {
    const end = metrics.httpSeconds.startTimer()
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none'
      end({ method: request.method, route, status: String(response.statusCode) })
    })
    next()
  }
