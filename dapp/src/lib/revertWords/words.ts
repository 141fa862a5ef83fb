/** By the name of a Solidity error: what happened, and what a person can do. */
export type RevertWords = Readonly<Record<string, readonly [happened: string, todo: string]>>
