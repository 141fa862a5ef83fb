/** What this device keeps and can change: told to every tab, so that all show the same. */
export type DeviceTopic = 'keys' | 'jobs' | 'pictures' | 'owner'

/** Changes come in bursts while a job renders; listeners hear of a burst once. */
const QUIET_MS = 120

/** Changes that all pages of the origin tell each other under a name. */
export function createChanges(name: string) {
  const channel = new BroadcastChannel(name)
  const listeners = new Set<(topic: DeviceTopic) => void>()
  const waiting = new Map<DeviceTopic, ReturnType<typeof setTimeout>>()

  const tell = (topic: DeviceTopic): void => {
    if (waiting.has(topic)) return
    const timer = setTimeout(() => {
      waiting.delete(topic)
      for (const listener of listeners) listener(topic)
    }, QUIET_MS)
    waiting.set(topic, timer)
  }
  channel.onmessage = ({ data }: MessageEvent<DeviceTopic>) => tell(data)

  return {
    announce: (topic: DeviceTopic): void => {
      tell(topic)
      channel.postMessage(topic)
    },
    onChange: (listener: (topic: DeviceTopic) => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const { announce, onChange } = createChanges('supernet-device')
