import { unsupportedModel } from '../errors.ts'
import { flowMatchEuler } from './flowMatchEuler.ts'
import type { SchedulerFactory } from './scheduler.ts'

/** Class name in `scheduler_config.json` -> implementation. */
const SCHEDULERS: Readonly<Record<string, SchedulerFactory>> = {
  FlowMatchEulerDiscreteScheduler: flowMatchEuler,
}

export const schedulerFor = (className: string): SchedulerFactory => {
  const factory = SCHEDULERS[className]
  if (!factory) throw unsupportedModel({ part: className, known: Object.keys(SCHEDULERS) })
  return factory
}
