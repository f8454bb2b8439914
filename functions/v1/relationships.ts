import { type Around, relatedObjects, tallyOf } from "../../shared/api/v1/around.ts"
import { embedded, organizationRef, v1Time } from "../../shared/api/v1/refs.ts"
import { v1Relationships as api, type V1Relationship } from "../../shared/api/v1/relationships.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import * as ties from "../ties/ties.ts"
import { around } from "./around.ts"
import { paginationOf, sliceFrom } from "./pages.ts"

/** As one of the two sees it, where it is asked from one. */
function shownOf({ tie, owner, linked }: ties.Tied, known: Around, from: number | undefined): V1Relationship {
  const ref = (one: ties.Tied["owner"]) => embedded(organizationRef(one, tallyOf(known, "organization", one.id).people))
  const isOwner = from === tie.ownerId
  const related = isOwner ? linked : owner
  const role = isOwner ? "daughter" : "parent"
  return {
    id: tie.id,
    type: tie.type,
    rel_owner_org_id: ref(owner),
    rel_linked_org_id: ref(linked),
    add_time: v1Time(tie.addedAt),
    update_time: v1Time(tie.changedAt),
    active_flag: "true",
    ...(from !== undefined && {
      calculated_type: tie.type === "related" ? "related" : role,
      calculated_related_org_id: related.id,
      related_organization_name: related.name,
    }),
  }
}

async function shown(actor: Actor, all: readonly ties.Tied[], from?: number) {
  const links = all.flatMap(({ tie }) => [{ organizationId: tie.ownerId }, { organizationId: tie.linkedId }])
  const known = await around(actor, { links })
  const refs = { organizations: links.map((one) => one.organizationId) }
  return { data: all.map((one) => shownOf(one, known, from)), related_objects: relatedObjects(known, refs) }
}

async function shownOne(actor: Actor, tied: ties.Tied, from?: number) {
  const known = await around(actor, { links: [{ organizationId: tied.owner.id }, { organizationId: tied.linked.id }] })
  const refs = { organizations: [tied.owner.id, tied.linked.id] }
  return { data: shownOf(tied, known, from), related_objects: relatedObjects(known, refs) }
}

export const v1Relationships = domain(api, {
  list: async ({ actor, query }) => {
    const page = sliceFrom(await ties.listOf(actor, query.org_id), query)
    return { ...(await shown(actor, page.data, query.org_id)), additional_data: paginationOf(page) }
  },
  create: async ({ actor, body }) => shownOne(actor, await ties.add(actor, body)),
  get: async ({ actor, params, query }) => shownOne(actor, await ties.need(actor, params.id), query.org_id),
  update: async ({ actor, params, body }) => shownOne(actor, await ties.change(actor, params.id, body)),
  remove: ({ actor, params }) => ties.remove(actor, params.id),
})
