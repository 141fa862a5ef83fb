import { z } from 'zod'

/** The only shape of a failed answer. `code` is stable, `message` a sentence that says what to do. */
export const WireError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.unknown().optional(),
    requestId: z.string(),
  }),
})
export type WireError = z.infer<typeof WireError>
