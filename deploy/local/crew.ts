import type { Child } from './child.ts'

export type Crew = {
  /** Starts a child and remembers it; resolves when it serves. */
  run<C extends Child>(child: C): Promise<C>
  /** Stops all, those first on which nothing depends. */
  stop(): Promise<void>
  readonly members: ReadonlyMap<string, Child>
  named(name: string): Child
}

/** The order of the end: workers and faucet, then the relayer that they talk to, then what keeps state. */
const LAST = [['relayer'], ['postgres', 'anvil']]

/** The processes of one network. After `stop`, or once the signal fires, nothing starts any more. */
export function createCrew(signal?: AbortSignal): Crew {
  const members = new Map<string, Child>()
  let stopping: Promise<void> | undefined

  async function stopInOrder(): Promise<void> {
    const last = new Set(LAST.flat())
    const first = [...members.keys()].filter((name) => !last.has(name))
    for (const names of [first, ...LAST]) await Promise.all(names.map((name) => members.get(name)?.stop()))
  }

  return {
    members,
    async run(child) {
      signal?.throwIfAborted()
      if (stopping) throw new Error(`${child.name} is not started: the network stops`)
      members.set(child.name, child)
      await child.start()
      return child
    },
    stop() {
      stopping ??= stopInOrder()
      return stopping
    },
    named(name) {
      const child = members.get(name)
      if (!child) throw new Error(`No process ${name}; there are ${[...members.keys()].join(', ')}`)
      return child
    },
  }
}
