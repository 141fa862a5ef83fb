import { queryOptions } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import type { Services } from '../lib/services.ts'

export const loginKeys = {
  all: ['login'] as const,
  isIn: (account: `0x${string}`) => ['login', account] as const,
  list: (account: `0x${string}`) => ['login', account, 'list'] as const,
}

/** Whether this browser is signed in to the account. */
export const signedInOptions = ({ relayer }: Services, account: `0x${string}`) =>
  queryOptions({
    queryKey: loginKeys.isIn(account),
    queryFn: async () => {
      const { login } = await relayer.getLogin()
      return login !== undefined && isAddressEqual(login.account, account)
    },
  })

/** Where the account is signed in, the browser that was used last first. */
export const loginsOptions = ({ relayer }: Services, account: `0x${string}`) =>
  queryOptions({
    queryKey: loginKeys.list(account),
    queryFn: async () => (await relayer.getLogins()).logins,
    refetchInterval: 15_000,
  })
