import { queryOptions } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import type { Services } from '../lib/services.ts'

export const loginKeys = {
  all: ['login'] as const,
  isIn: (account: `0x${string}`) => ['login', account] as const,
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
