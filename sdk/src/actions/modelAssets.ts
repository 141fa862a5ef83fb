import type { Address, Hex } from 'viem'
import { modelAccessAbi, modelClaimsAbi, modelCreatorFundAbi, modelSubmissionsAbi } from '../abi/index.ts'
import type { RenderTable } from '../schema/model.ts'
import { callsOf, writeAction } from './action.ts'
import type { Attested } from './claimBoost.ts'

const submissionCall = callsOf(modelSubmissionsAbi)
const accessCall = callsOf(modelAccessAbi)
const fundCall = callsOf(modelCreatorFundAbi)

/** What the registry keeps of a model. */
export interface ModelSpec {
  readonly name: string
  readonly contentRoot: Hex
  readonly uri: string
  readonly classId: Hex
  readonly royaltyBps: number
  readonly table: RenderTable
}

const encoded = ({ table: { pixels, stepMicro, ...table }, ...spec }: ModelSpec) => ({
  ...spec,
  table: { ...table, stepMicro: BigInt(stepMicro), points: pixels },
})

interface OfSubmission {
  readonly modelSubmissions: Address
  readonly submissionId: number
}

/** Submits a model to the DAO's curators. */
export const submitModel = writeAction(
  ({ modelSubmissions, spec }: { readonly modelSubmissions: Address; readonly spec: ModelSpec }) =>
    submissionCall(modelSubmissions, 'submit', [encoded(spec)]),
)

/** Takes a submission back, by its trainer. */
export const withdrawSubmission = writeAction(({ modelSubmissions, submissionId }: OfSubmission) =>
  submissionCall(modelSubmissions, 'withdraw', [submissionId]),
)

/** Takes a submission into the registry as it was submitted. Role: curator. */
export const acceptSubmission = writeAction(
  ({ modelSubmissions, submissionId, spec }: OfSubmission & { readonly spec: ModelSpec }) =>
    submissionCall(modelSubmissions, 'accept', [submissionId, encoded(spec)]),
)

/** Declines a submission; the reason is for its trainer to read. Role: curator. */
export const declineSubmission = writeAction(
  ({ modelSubmissions, submissionId, reason }: OfSubmission & { readonly reason: string }) =>
    submissionCall(modelSubmissions, 'decline', [submissionId, reason]),
)

export interface ClaimModelParameters extends Attested {
  readonly modelClaims: Address
  readonly model: number
  readonly to: Address
  readonly kycRef: Hex
}

/** Hands a model and all that its account earned to its trainer, by anyone who has the attester's word. */
export const claimModel = writeAction(
  ({ modelClaims, model, to, kycRef, deadline, signature }: ClaimModelParameters) =>
    callsOf(modelClaimsAbi)(modelClaims, 'claim', [model, to, kycRef, deadline, signature]),
)

interface OfModel {
  readonly modelAccess: Address
  readonly model: number
}

/** Makes a model private or opens it, by its owner. */
export const setModelPrivacy = writeAction(
  ({ modelAccess, model, isPrivate }: OfModel & { readonly isPrivate: boolean }) =>
    accessCall(modelAccess, 'setPrivate', [model, isPrivate]),
)

/** Puts up to 100 users on the list of a private model or takes them off it, by its owner. */
export const setModelUsers = writeAction(
  ({
    modelAccess,
    model,
    users,
    allowed,
  }: OfModel & { readonly users: readonly Address[]; readonly allowed: boolean }) =>
    accessCall(modelAccess, 'setUsers', [model, users, allowed]),
)

/** Admits users from a tier (1 to 4) on to a private model, by its owner; 0 admits nobody by tier. */
export const setModelLeastTier = writeAction(
  ({ modelAccess, model, tier }: OfModel & { readonly tier: number }) =>
    accessCall(modelAccess, 'setLeastTier', [model, tier]),
)

interface OfFund {
  readonly modelCreatorFund: Address
  readonly model: number
}

/** Counts a model's new images for the Model Creator Fund, by anyone, in the first three days of a week. */
export const countModel = writeAction(({ modelCreatorFund, model }: OfFund) =>
  fundCall(modelCreatorFund, 'count', [model]),
)

/** Pays a model's account its share of a week, by anyone, when the count is over. */
export const claimModelShare = writeAction(
  ({ modelCreatorFund, model, week }: OfFund & { readonly week: number }) =>
    fundCall(modelCreatorFund, 'claim', [week, model]),
)
