import { toBaseError } from '@supernet/sdk/errors'

const WAIT_MS = 1_000

/** Repeats what may succeed later, such as a read of a chain that is away, at most `tries` times. */
export const persist = async <T>(work: () => Promise<T>, tries: number): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const fault = toBaseError(error)
      if (!fault.retryable || attempt >= tries) throw fault
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
  }
}
