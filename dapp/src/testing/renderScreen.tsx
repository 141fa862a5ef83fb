import type { RelayerClient } from '@supernet/sdk/http'
import type { PaymentProvider } from '@supernet/sdk/schema'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import type { PublicClient } from 'viem'
import { createQueryClient } from '../app/queryClient.ts'
import { type DeviceDb, openDeviceDb } from '../lib/device/db.ts'
import { DeviceContext } from '../lib/device/device.ts'
import { deploymentOf, ServicesContext } from '../lib/services.ts'
import { OwnerProvider } from '../wallet/OwnerProvider.tsx'
import { type AccountRow, writeAccount } from '../wallet/passkey/accountRow.ts'
import { SetUpProvider } from '../wallet/passkey/SetUpProvider.tsx'
import { SESSION } from './jobs.ts'
import { network } from './views.ts'
import { announceWallet, WALLET } from './wallets.ts'

export const deployment = deploymentOf(network)

/** An answer that never comes. */
export const never = <T,>() => new Promise<T>(() => undefined)

let count = 0
/** A database of its own for each test. */
export const freshDevice = (): Promise<DeviceDb> => openDeviceDb(`screen-${count++}`)

/** A device that holds the render key of the test session. */
export const deviceWithKey = (): Promise<DeviceDb> => deviceWithKeys(SESSION)

/** A device that holds several, the newest first. */
export async function deviceWithKeys(...addresses: `0x${string}`[]): Promise<DeviceDb> {
  const db = await freshDevice()
  const [iv, ciphertext] = [new Uint8Array(12), new ArrayBuffer(48)]
  for (const [i, address] of addresses.entries())
    await db.put('keys', { scope: `render:${deployment}`, address, iv, ciphertext, createdAt: 99 - i })
  return db
}

/** A device whose owner is that wallet. */
export async function deviceWithOwner(): Promise<{ db: DeviceDb; owner: `0x${string}` }> {
  const info = announceWallet()
  const db = await freshDevice()
  await db.put('settings', { kind: 'wallet', rdns: info.rdns }, 'owner')
  return { db, owner: WALLET }
}

const word = (byte: string) => `0x${byte.repeat(32)}` as const
const passkey = { qx: word('11'), qy: word('22') }

/** What a browser keeps of an account by passkey. */
export const accountRow: AccountRow = {
  account: '0x8888888888888888888888888888888888888888',
  signer: { kind: 'passkey', credential: 'aWQ', ...passkey },
  founding: { ...passkey, salt: word('00'), birth: [] },
  name: 'Chrome on Mac',
}

/** A device that signs for that account. */
export async function deviceWithAccount(): Promise<DeviceDb> {
  const db = await freshDevice()
  await db.put('settings', { kind: 'passkey' }, 'owner')
  await writeAccount(db, deployment, accountRow)
  return db
}

interface World {
  relayer?: Partial<RelayerClient>
  chain?: Partial<PublicClient>
  db?: DeviceDb
  at?: string
  path?: string
  payments?: PaymentProvider[]
}

/** A screen in its place, with a relayer, a chain and a device that answer what the test says. */
export async function renderScreen(
  screen: ReactNode,
  { relayer = {}, chain = {}, db, at = '/', path = '*', payments = [] }: World,
) {
  const device = db ?? (await freshDevice())
  const refuse = () => Promise.reject(new Error('not asked for in this test'))
  const client = new Proxy(relayer, {
    get: (target, name) => Reflect.get(target, name) ?? refuse,
  }) as RelayerClient
  const services = {
    network: { ...network, payments },
    relayer: client,
    chain: async () => chain as PublicClient,
  }
  return render(
    <QueryClientProvider client={createQueryClient({ retries: false })}>
      <MemoryRouter initialEntries={[at]}>
        <ServicesContext value={services}>
          <DeviceContext value={device}>
            <OwnerProvider>
              <SetUpProvider>
                <Routes>
                  <Route path={path} element={screen} />
                </Routes>
              </SetUpProvider>
            </OwnerProvider>
          </DeviceContext>
        </ServicesContext>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}
