import type { Address, Client, Hex } from 'viem'
import { readContract } from 'viem/actions'
import { questsAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, writeAction } from './action.ts'

const questCall = callsOf(questsAbi)

/** What completes a quest, in the order of `IQuests.Kind`. */
export const QUEST_KINDS = ['attested', 'holds', 'stakes', 'tier'] as const
export type QuestKind = (typeof QUEST_KINDS)[number]

export interface CompleteQuestParameters {
  readonly quests: Address
  readonly questId: number
  readonly account: Address
  /** The attester's word, for attested quests only: the others the chain checks itself. */
  readonly deadline?: number
  readonly signature?: Hex
}

/** Completes a quest for an account, by anyone. */
export const completeQuest = writeAction(
  ({ quests, questId, account, deadline = 0, signature = '0x' }: CompleteQuestParameters) =>
    questCall(quests, 'complete', [questId, account, deadline, signature]),
)

export interface OpenQuestParameters {
  readonly quests: Address
  readonly kind: QuestKind
  /** Token of a quest that asks to hold one. */
  readonly token: Address
  readonly endsAt: number
  /** How many accounts can complete it. */
  readonly left: number
  /** Promotional Spark, in units of 1e-18. */
  readonly reward: bigint
  readonly target: bigint
  /** Says what is to be done. */
  readonly uri: string
}

/** Opens a quest. Role: rewards manager. */
export const openQuest = writeAction(({ quests, kind, uri, ...quest }: OpenQuestParameters) =>
  questCall(quests, 'open', [{ ...quest, kind: QUEST_KINDS.indexOf(kind) }, uri]),
)

export interface QuestState {
  readonly kind: QuestKind
  readonly token: Address
  readonly endsAt: number
  readonly left: number
  readonly reward: bigint
  readonly target: bigint
  /** How far the account is, in the unit of the target. */
  readonly reached: bigint
  readonly completed: boolean
}

/** A quest, and how far an account is with it. */
export async function getQuest(
  client: Client,
  {
    quests,
    questId,
    account,
  }: { readonly quests: Address; readonly questId: number; readonly account: Address },
): Promise<QuestState> {
  const contract = { abi: questsAbi, address: quests } as const
  try {
    const [quest, reached, completed] = await Promise.all([
      readContract(client, { ...contract, functionName: 'questOf', args: [questId] }),
      readContract(client, { ...contract, functionName: 'reachedBy', args: [questId, account] }),
      readContract(client, { ...contract, functionName: 'isCompleted', args: [questId, account] }),
    ])
    return { ...quest, kind: QUEST_KINDS[quest.kind] ?? 'attested', reached, completed }
  } catch (error) {
    throw toBaseError(error)
  }
}
