import { join } from 'node:path'
import express, { type Router } from 'express'

/** Built files have their hash in the name; the page itself is always asked for again. */
export function serveDapp(dist: string): Router {
  const router = express.Router()
  router.use(
    '/assets',
    express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  router.use(express.static(dist, { maxAge: 0 }))
  // Routes of the page itself: anything that asks for a document.
  router.get('/{*path}', (request, response, next) => {
    if (request.path.startsWith('/v1/') || !request.accepts('html')) return next()
    response.sendFile(join(dist, 'index.html'))
  })
  return router
}
