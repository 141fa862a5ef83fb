import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { announce, onChange } from '../lib/device/changes.ts'
import { useDevice } from '../lib/device/device.ts'
import { deploymentOf, useServices } from '../lib/services.ts'
import { createWalletDirectory, type WalletDetail } from './eip6963.ts'
import { listKeys } from './keys.ts'
import { connectWallet, type Owner, type OwnerChoice } from './owner.ts'
import { type AccountRow, readAccount } from './passkey/accountRow.ts'

const CHOICE = 'owner'
const DEMO_SCOPE = 'owner'

interface OwnerApi {
  /** Undefined while nobody is chosen, or a remembered wallet has not announced itself yet. */
  readonly owner: Owner | undefined
  readonly wallets: readonly WalletDetail[]
  /** Makes the demo account on first use; it is chosen once `provision` has filled it. */
  readonly useDemo: (provision: (address: `0x${string}`) => Promise<void>) => Promise<Owner>
  /** Chooses the account that this browser has just made, or signed in to. */
  readonly takeAccount: (row: AccountRow) => Promise<Owner | undefined>
  readonly connect: (wallet: WalletDetail) => Promise<Owner | undefined>
  readonly leave: () => Promise<void>
}

const OwnerContext = createContext<OwnerApi | undefined>(undefined)

/** Undefined while the wallet that signs for the account has not announced itself. */
function accountOwner(row: AccountRow, wallets: readonly WalletDetail[]): Owner | undefined {
  const { account: address, signer } = row
  if (signer.kind === 'passkey') return { kind: 'passkey', address, row }
  const wallet = wallets.find(({ info }) => info.rdns === signer.rdns)
  return wallet && { kind: 'passkey', address, row, wallet }
}

export function OwnerProvider({ children }: { children: ReactNode }) {
  const db = useDevice()
  const { network } = useServices()
  const [directory] = useState(() => createWalletDirectory(window))
  const wallets = useSyncExternalStore(directory.subscribe, directory.wallets)
  const [owner, setOwner] = useState<Owner>()

  // The choice lives in the database, the wallets in the window, and another tab may change it: this follows all.
  useEffect(() => {
    let current = true
    const restoreOwner = async (choice: OwnerChoice): Promise<Owner | undefined> => {
      if (choice.kind === 'wallet') {
        const wallet = wallets.find(({ info }) => info.rdns === choice.rdns)
        return wallet && connectWallet(wallet, true)
      }
      if (choice.kind === 'passkey') {
        const row = await readAccount(db, deploymentOf(network))
        return row && accountOwner(row, wallets)
      }
      const [key] = await listKeys(db, DEMO_SCOPE)
      if (key === undefined) return undefined
      const { unwrapKey } = await import('./vault.ts')
      const account = await unwrapKey(db, key)
      return { kind: 'demo', address: account.address, account }
    }
    const restore = async () => {
      const choice = (await db.get('settings', CHOICE)) as OwnerChoice | undefined
      const restored = choice === undefined ? undefined : await restoreOwner(choice)
      if (current) setOwner((before) => (before?.address === restored?.address ? before : restored))
    }
    const follow = () => void restore().catch(() => current && setOwner(undefined))
    follow()
    const stop = onChange((topic) => topic === 'owner' && follow())
    return () => {
      current = false
      stop()
    }
  }, [db, wallets, network])

  // The person may switch the account inside the wallet: the page follows, and never keeps an old address.
  useEffect(() => {
    if (owner?.kind !== 'wallet') return
    const { provider } = owner.wallet
    const onAccounts = () => announce('owner')
    provider.on('accountsChanged', onAccounts)
    return () => provider.removeListener('accountsChanged', onAccounts)
  }, [owner])

  const api = useMemo<OwnerApi>(() => {
    const choose = async (choice: OwnerChoice, chosen: Owner) => {
      await db.put('settings', choice, CHOICE)
      setOwner(chosen)
      announce('owner')
      return chosen
    }
    return {
      owner,
      wallets,
      useDemo: async (provision) => {
        const { createKey, unwrapKey } = await import('./vault.ts')
        const [stored] = await listKeys(db, DEMO_SCOPE)
        const account =
          stored === undefined ? await createKey(db, DEMO_SCOPE, Date.now()) : await unwrapKey(db, stored)
        await provision(account.address)
        return choose({ kind: 'demo' }, { kind: 'demo', address: account.address, account })
      },
      takeAccount: async (row) => {
        const taken = accountOwner(row, wallets)
        return taken && choose({ kind: 'passkey' }, taken)
      },
      connect: async (wallet) => {
        const connected = await connectWallet(wallet, false)
        return connected && choose({ kind: 'wallet', rdns: wallet.info.rdns }, connected)
      },
      leave: async () => {
        await db.delete('settings', CHOICE)
        setOwner(undefined)
        announce('owner')
      },
    }
  }, [db, owner, wallets])

  return <OwnerContext value={api}>{children}</OwnerContext>
}

export function useOwner(): OwnerApi {
  const api = useContext(OwnerContext)
  if (api === undefined) throw new Error('Used outside the gate')
  return api
}
