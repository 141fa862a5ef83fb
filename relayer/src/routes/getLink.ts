import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { findLink } from '../login/links.ts'

export const getLink = defineRoute(api.getLink, (common, { params }) => findLink(common, params.code))
