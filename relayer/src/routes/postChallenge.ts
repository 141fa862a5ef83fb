import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { issueChallenge } from '../login/challenges.ts'

export const postChallenge = defineRoute(api.postChallenge, (common) => issueChallenge(common))
