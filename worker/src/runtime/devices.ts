/** Device -> execution providers in order of preference. The CPU always backs the others up. */
const DEVICES = {
  cpu: ['cpu'],
  cuda: ['cuda', 'cpu'],
  coreml: ['coreml', 'cpu'],
  dml: ['dml', 'cpu'],
  webgpu: ['webgpu', 'cpu'],
} as const

export type Device = keyof typeof DEVICES

export const deviceNames = Object.keys(DEVICES) as readonly Device[]

export const providersOf = (device: Device): readonly string[] => DEVICES[device]
