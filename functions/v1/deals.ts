import { v1Deals as api, dealChangeOf, type V1DealQuery } from "../../shared/api/v1/deals.ts"
import type { Condition } from "../../shared/report.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import * as deals from "../deals/deals.ts"
import { duplicate } from "../deals/duplicate.ts"
import { peopleOf } from "../deals/participants.ts"
import { askedOf } from "../filters/asked.ts"
import { merge } from "../merges/merges.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf } from "../records/listing.ts"
import { activitiesOf } from "./children.ts"
import { listed } from "./listed.ts"
import { followerHandlers, historyHandlers } from "./of-record.ts"
import { pageFrom, paginationOf, sliceFrom } from "./pages.ts"
import { removeEach } from "./removing.ts"
import { dealsShown, personsShown, single } from "./shown.ts"

async function changeOf(actor: Actor, body: Parameters<typeof dealChangeOf>[0]) {
  return dealChangeOf(body, (await setupOf(actor)).fields, actor.currency)
}

/** A filter stands for all that is asked but the status, and but for `owned_by_you`. */
function conditionsFor(actor: Actor, query: V1DealQuery): Condition[] {
  const owner = query.owned_by_you === true ? actor.userId : query.user_id
  const { person_id, org_id, pipeline_id, stage_id, status } = query
  const isStatus = status === "open" || status === "won" || status === "lost"
  return conditionsOf({
    owner_id: query.filter_id === undefined || query.owned_by_you === true ? owner : undefined,
    ...(query.filter_id === undefined && { person_id, org_id, pipeline_id, stage_id }),
    ...(isStatus && { status }),
  })
}

async function list(actor: Actor, query: V1DealQuery, archived: boolean) {
  if (query.status === "deleted") {
    const page = await pageFrom(query, async (cursor) => {
      const found = await listRecords(actor, {
        kind: "deal",
        deleted: true,
        sortBy: "id",
        direction: "asc",
        limit: 500,
        cursor,
      })
      return { data: found.records, nextCursor: found.nextCursor }
    })
    return { ...(await dealsShown(actor, page.data, true)), additional_data: paginationOf(page) }
  }
  const isArchived: Condition = { field: "is_archived", operator: "=", value: archived }
  const page = await listed(actor, {
    kind: "deal",
    // among all deals the archived ones are few: their facts find them
    conditions: [...conditionsFor(actor, query), ...(archived ? [isArchived] : [])],
    keepsFacts: [isArchived],
    asked: await askedOf(actor, "deal", { filter_id: query.filter_id }),
    sort: query.sort,
    start: query.start,
    limit: query.limit,
    keeps: (deal) => (deal.archivedAt !== undefined) === archived,
  })
  const pagination = paginationOf({ start: query.start, limit: query.limit, more: page.more })
  return { ...(await dealsShown(actor, page.records, true)), additional_data: pagination }
}

export const v1Deals = domain(api, {
  list: ({ actor, query }) => list(actor, query, false),
  archived: ({ actor, query }) => list(actor, query, true),
  create: async ({ actor, body }) => {
    const change = await changeOf(actor, body)
    const added = body.add_time == null ? {} : { add_time: body.add_time }
    return single(dealsShown(actor, [await deals.add(actor, { ...change, ...added, title: body.title })], true))
  },
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => deals.remove(actor, id)),
  get: async ({ actor, params }) => single(dealsShown(actor, [await deals.need(open(actor), actor, params.id)], true)),
  update: async ({ actor, params, body }) => {
    const change = await changeOf(actor, body)
    return single(dealsShown(actor, [await deals.change(actor, params.id, change)], true))
  },
  remove: ({ actor, params }) => deals.remove(actor, params.id),
  duplicate: async ({ actor, params }) =>
    (await single(dealsShown(actor, [await duplicate(actor, params.id)], false))).data,
  merge: async ({ actor, params, body }) => {
    const merged = await merge(actor, "deal", params.id, body.merge_with_id)
    const { data } = await single(dealsShown(actor, [merged], false))
    return { ...data, merge_what_id: params.id }
  },
  activities: async ({ actor, params, query }) => {
    await deals.need(open(actor), actor, params.id)
    return activitiesOf(actor, { kind: "deal", id: params.id }, query)
  },
  persons: async ({ actor, params, query }) => {
    const deal = await deals.need(open(actor), actor, params.id)
    const ids = peopleOf(deal).map(({ personId }) => personId)
    const found = await listRecords(actor, { kind: "person", ids, sortBy: "id", direction: "asc", limit: 500 })
    const page = sliceFrom(found.records, query)
    return { ...page, data: (await personsShown(actor, page.data, true)).data }
  },
  ...historyHandlers("deal"),
  ...followerHandlers("deal"),
})
