import { toBaseError } from '@supernet/sdk/errors'

/** Whether the person said no to a wallet's or passkey's prompt: an answer, not a failure. */
export const isDeclined = (error: unknown): boolean => toBaseError(error).code === 'transaction-rejected'
