import { z } from 'zod'
import {
  LoginChallenge,
  LoginView,
  PasskeyLoginRequest,
  RegisterRequest,
  WalletLoginRequest,
} from '../login.ts'
import { accepted, route } from './route.ts'

/** Who is signed in, and where. */
export const loginsApi = {
  postChallenge: route({
    method: 'post',
    path: '/v1/login/challenge',
    summary: 'A challenge for one sign-in, for five minutes',
    login: 'begins',
    body: z.object({}),
    response: LoginChallenge,
  }),
  postPasskey: route({
    method: 'post',
    path: '/v1/login/passkey/register',
    summary: 'Register a new passkey as the owner of a new account, and sign in',
    login: 'begins',
    body: RegisterRequest,
    response: LoginView,
  }),
  postPasskeyLogin: route({
    method: 'post',
    path: '/v1/login/passkey',
    summary: 'Sign in with a passkey that was registered, or added as a device',
    login: 'begins',
    body: PasskeyLoginRequest,
    response: LoginView,
  }),
  postWalletLogin: route({
    method: 'post',
    path: '/v1/login/wallet',
    summary: 'Sign in with a message of a wallet (EIP-4361), of a contract as well (ERC-1271, ERC-6492)',
    login: 'begins',
    body: WalletLoginRequest,
    response: LoginView,
  }),
  getLogin: route({
    method: 'get',
    path: '/v1/login',
    summary: 'Who is signed in here, if anybody',
    login: 'read',
    response: z.object({ login: LoginView.optional() }),
  }),
  deleteLogin: route({
    method: 'delete',
    path: '/v1/login',
    summary: 'Sign out here; again is harmless',
    login: 'begins',
    response: accepted,
  }),
  getLogins: route({
    method: 'get',
    path: '/v1/logins',
    summary: 'Where the account is signed in',
    login: 'needed',
    response: z.object({ logins: z.array(LoginView) }),
  }),
  deleteOtherLogin: route({
    method: 'delete',
    path: '/v1/logins/:id',
    summary: 'End a login of the account; again is harmless',
    login: 'needed',
    params: z.object({ id: z.uuid() }),
    response: accepted,
  }),
} as const
