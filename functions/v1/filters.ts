import { conditionsOf } from "../../shared/api/v1/filter-conditions.ts"
import { v1Conditions } from "../../shared/api/v1/filter-shown.ts"
import type { V1Conditions } from "../../shared/api/v1/filter-words.ts"
import {
  HELPERS,
  type NewV1Filter,
  type V1FilterChange,
  v1Filter,
  type v1Filters,
} from "../../shared/api/v1/filters.ts"
import type { Filter } from "../../shared/filter.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import * as filters from "../filters/filters.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"

type WithCode = { include_field_code: boolean }

async function whole(actor: Actor, filter: Filter, { include_field_code }: WithCode) {
  const { fields } = await setupOf(actor)
  const conditions = v1Conditions(filter.of, filter.conditions, fields)
  return {
    ...v1Filter(filter, filters.mayChange(actor, filter)),
    conditions: include_field_code ? conditions : withoutCodes(conditions),
  }
}

function withoutCodes({ glue, conditions }: V1Conditions): V1Conditions {
  const plain = ({ field_code: _, ...condition }: V1Conditions["conditions"][number]["conditions"][number]) => condition
  return { glue, conditions: conditions.map((group) => ({ ...group, conditions: group.conditions.map(plain) })) }
}

async function add(actor: Actor, { name, type, conditions, visible_to }: NewV1Filter): Promise<Filter> {
  const { fields } = await setupOf(actor)
  return filters.add(actor, {
    name,
    of: type,
    conditions: conditionsOf(type, conditions, fields),
    shared: visible_to ?? false,
  })
}

async function change(actor: Actor, id: number, { name, conditions, visible_to }: V1FilterChange): Promise<Filter> {
  const [{ fields }, { of }] = await Promise.all([setupOf(actor), filters.need(open(actor), actor, id)])
  return filters.change(actor, id, {
    ...(name !== undefined && { name }),
    ...(conditions && { conditions: conditionsOf(of, conditions, fields) }),
    ...(visible_to !== undefined && { shared: visible_to }),
  })
}

export const handlers: Handlers<typeof v1Filters> = {
  list: async ({ actor, query }) => {
    const all = await filters.list(actor, query.type)
    const data = all.map((filter) => v1Filter(filter, filters.mayChange(actor, filter)))
    return { data, start: 0, limit: data.length, more: false }
  },
  create: async ({ actor, body, query }) => whole(actor, await add(actor, body), query),
  removeMany: async ({ actor, query }) => ({ id: await filters.removeMany(actor, query.ids) }),
  helpers: async () => HELPERS,
  get: async ({ actor, params, query }) => whole(actor, await filters.need(open(actor), actor, params.id), query),
  update: async ({ actor, params, body, query }) => whole(actor, await change(actor, params.id, body), query),
  remove: ({ actor, params }) => filters.remove(actor, params.id),
}
