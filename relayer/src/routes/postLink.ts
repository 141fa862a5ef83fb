import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { openLink } from '../login/links.ts'

export const postLink = defineRoute(api.postLink, (common, { body }) => openLink(common, body))
