/** Why a bundler refuses, with the numbers that ERC-4337's JSON-RPC gives the reasons. */
export const FAULT_CODES = {
  'operation-invalid': -32602,
  'operation-rejected': -32500,
  'paymaster-rejected': -32501,
  'operation-expired': -32503,
  'paymaster-throttled': -32504,
  'signature-invalid': -32507,
  'deposit-too-low': -32508,
  'execution-reverted': -32521,
} as const

export type FaultCode = keyof typeof FAULT_CODES
export type OperationFault = { readonly code: FaultCode; readonly message: string }

/** Entry point codes that say more than the group that they belong to. */
const SINGLE: Readonly<Record<string, FaultCode>> = {
  AA22: 'operation-expired',
  AA24: 'signature-invalid',
  AA31: 'deposit-too-low',
  AA32: 'operation-expired',
  AA34: 'signature-invalid',
}

/** The reason of the entry point's `FailedOp`, such as `AA24 signature error`, as a fault. */
export function faultOfReason(reason: string): OperationFault {
  const code = reason.slice(0, 4)
  const group: FaultCode = code.startsWith('AA3') ? 'paymaster-rejected' : 'operation-rejected'
  return { code: SINGLE[code] ?? group, message: reason }
}

/** Whether the operation is none for good: another try later would find it as bad. */
export const isFinalFault = ({ message }: OperationFault): boolean => !message.startsWith('AA31')
