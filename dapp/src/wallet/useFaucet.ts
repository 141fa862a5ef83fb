import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../lib/services.ts'
import { balanceKeys } from '../queries/balances.ts'
import { visitFaucet } from './faucet.ts'

/** The faucet of a local network, for one address; undefined on every other network. */
export function useFaucet(address: `0x${string}`) {
  const { faucetUrl } = useServices().network
  const queries = useQueryClient()
  const visit = useMutation({
    mutationFn: (url: string) => visitFaucet(url, address),
    onSuccess: () => queries.invalidateQueries({ queryKey: balanceKeys.all }),
  })
  if (faucetUrl === undefined) return undefined
  return { visit: () => visit.mutate(faucetUrl), isBusy: visit.isPending, error: visit.error }
}
