import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onChange } from '../lib/device/changes.ts'

/** Refetches what the device keeps when it changed, in this tab or another. */
export function DeviceChanges() {
  const queries = useQueryClient()
  useEffect(
    () => onChange((topic) => void queries.invalidateQueries({ queryKey: ['device', topic] })),
    [queries],
  )
  return null
}
