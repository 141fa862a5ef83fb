import { BaseError } from '@supernet/sdk/errors'
import type { RouteContract } from '@supernet/sdk/schema'
import type { CookieOptions, Request, Response } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Common } from '../common.ts'
import { type Site, siteOf } from '../login/site.ts'

export const LOGIN_COOKIE = 'supernet_login'
const IN_COOKIE = new RegExp(`(?:^|;\\s*)${LOGIN_COOKIE}=([\\w-]{43})(?:;|$)`)

/** Who asks: what a request says beside its input. */
export interface Caller {
  /** What it is counted by: its address of the internet, an IPv6 one by its network. */
  readonly address: string
  /** The page that asks, where it is one of ours. */
  readonly origin: string | undefined
  /** The token in its cookie. */
  readonly token: string | undefined
  /** Gives it a token to keep, or takes it. */
  keep(token: string, expiresAt: Date): void
  forget(): void
}

export function callerOf({ config, network }: Common, request: Request, response: Response): Caller {
  const site = siteOf(config, network)
  const origin = request.get('origin')
  const options: CookieOptions = { httpOnly: true, sameSite: 'strict', secure: site.isSecure, path: '/' }
  return {
    address: ipKeyGenerator(request.ip ?? ''),
    origin: isOurs(site, origin) ? origin : undefined,
    token: IN_COOKIE.exec(request.get('cookie') ?? '')?.[1],
    keep: (token, expires) => void response.cookie(LOGIN_COOKIE, token, { ...options, expires }),
    forget: () => void response.clearCookie(LOGIN_COOKIE, options),
  }
}

const isOurs = ({ origins }: Site, origin: string | undefined): boolean =>
  origin !== undefined && origins.includes(origin)

/** A page of another site could ride on the cookie of this one; browsers say whose page it is that changes something. */
export function requireOwnPage({ login, method }: RouteContract, { origin }: Caller): void {
  const isGuarded = method !== 'get' && (login === 'begins' || login === 'needed')
  if (isGuarded && origin === undefined) throw new BaseError('origin-refused')
}
