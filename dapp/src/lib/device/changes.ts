import { useSyncExternalStore } from 'react'

/** Told to every tab when the device's own records change: keys, jobs, pictures. */
export type DeviceTopic = 'keys' | 'jobs' | 'pictures' | 'owner'

const CHANNEL = 'supernet-device'
const listeners = new Map<DeviceTopic, Set<() => void>>()
const versions = new Map<DeviceTopic, number>()
const channel = new BroadcastChannel(CHANNEL)

function bump(topic: DeviceTopic): void {
  versions.set(topic, (versions.get(topic) ?? 0) + 1)
  for (const notify of listeners.get(topic) ?? []) notify()
}

channel.addEventListener('message', (event: MessageEvent<DeviceTopic>) => bump(event.data))

export function announce(topic: DeviceTopic): void {
  bump(topic)
  channel.postMessage(topic)
}

/** A number that grows with every change of a topic: part of the key of queries over the device. */
export function useDeviceVersion(topic: DeviceTopic): number {
  return useSyncExternalStore(
    (notify) => {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(notify))
      return () => set.delete(notify)
    },
    () => versions.get(topic) ?? 0,
  )
}
