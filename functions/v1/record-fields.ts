import {
  type Listed,
  type V1FieldChange,
  type v1DealFields,
  v1Field,
  type v1FieldLists,
} from "../../shared/api/v1/record-fields.ts"
import type { BuiltInOf } from "../../shared/built-in-list.ts"
import type { FieldOf } from "../../shared/field.ts"
import { isFilterable } from "../../shared/filterable.ts"
import type { KnownField } from "../../shared/known-field.ts"
import { Problem } from "../../shared/problem.ts"
import { setupOf } from "../data/setup.ts"
import * as fields from "../fields/fields.ts"
import * as options from "../fields/options.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"
import { type From, sliceFrom } from "./pages.ts"

async function shown(actor: Actor, of: BuiltInOf): Promise<Listed[]> {
  const { workspace } = await setupOf(actor)
  return (await fields.list(actor, of)).map((field, at) => listed(field, at + 1, workspace.addedAt))
}

function listed(field: KnownField, order: number, since: string): Listed {
  const filters = isFilterable(field)
  return { field, order, since, filters, sorts: filters && field.of === "deal" }
}

async function one(actor: Actor, of: FieldOf, id: number): Promise<Listed> {
  const found = (await shown(actor, of)).find(({ field }) => field.id === id)
  if (found === undefined) throw new Problem("not_found", `Field ${id} of a ${of} was not found`)
  return found
}

async function list(actor: Actor, of: BuiltInOf, query: From) {
  return sliceFrom((await shown(actor, of)).map(v1Field), query)
}

/** Changes a field at once: its name, and its options to those given. */
async function change(actor: Actor, of: FieldOf, id: number, body: V1FieldChange) {
  const { name, add_visible_flag } = body
  const settings = { ...(name && { field_name: name }), ...visibility(add_visible_flag) }
  const field = await fields.change(
    actor,
    of,
    id,
    settings,
    body.options && ((before) => options.replaced(before, body.options ?? [])),
  )
  return v1Field({ ...(await one(actor, of, id)), field })
}

const visibility = (flag: boolean | undefined) =>
  flag === undefined ? {} : { ui_visibility: { add_visible_flag: flag } }

export function handlersOf(of: FieldOf): Handlers<typeof v1DealFields> {
  return {
    list: ({ actor, query }) => list(actor, of, query),
    create: async ({ actor, body }) => {
      const { name, field_type, options, add_visible_flag = true } = body
      const added = { field_name: name, field_type, options, ...visibility(add_visible_flag) }
      const before = await fields.list(actor, of)
      const field = await fields.add(actor, of, added)
      return v1Field(listed(field, before.length + 1, field.field?.addedAt ?? ""))
    },
    removeMany: async ({ actor, query }) => {
      await fields.removeMany(actor, of, query.ids)
      return { id: query.ids }
    },
    get: async ({ actor, params }) => v1Field(await one(actor, of, params.id)),
    update: ({ actor, params, body }) => change(actor, of, params.id, body),
    remove: async ({ actor, params }) => {
      await fields.remove(actor, of, params.id)
      return { id: params.id }
    },
  }
}

export const lists: Handlers<typeof v1FieldLists> = {
  ofActivities: ({ actor, query }) => list(actor, "activity", query),
  ofLeads: ({ actor, query }) => list(actor, "deal", query),
  ofNotes: ({ actor, query }) => list(actor, "note", query),
}
