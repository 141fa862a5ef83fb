import type { WorkerView } from '@supernet/sdk/schema'
import { formatSeconds } from '../../lib/time.ts'

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

/** The screen's one question, answered: who is awake, and how long a picture takes. */
export function headline(workers: readonly WorkerView[], pictureSeconds: number | undefined): string {
  const awake = workers.filter((worker) => worker.online).length
  const count = NUMBERS[awake] ?? awake.toLocaleString('en')
  const first = awake === 1 ? 'One worker is awake.' : `${count} workers are awake.`
  if (awake === 0) return 'No worker is awake. Orders wait until one comes back.'
  return pictureSeconds === undefined ? first : `${first} A picture takes ${formatSeconds(pictureSeconds)}.`
}

/** Share of rated pictures that people liked, or undefined while too few were rated to say. */
export function approval({ good, rated }: Pick<WorkerView, 'good' | 'rated'>): number | undefined {
  return rated === 0 ? undefined : good / rated
}
