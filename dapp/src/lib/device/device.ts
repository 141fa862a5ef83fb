import { createContext, useContext } from 'react'
import type { DeviceDb } from './db.ts'

export const DeviceContext = createContext<DeviceDb | undefined>(undefined)

/** The database of this device. */
export function useDevice(): DeviceDb {
  const db = useContext(DeviceContext)
  if (db === undefined) throw new Error('Used outside the gate')
  return db
}
