import * as api from "../../shared/api/custom-fields.ts"
import type { FieldKind } from "../../shared/api/field-answer.ts"
import { EVERY_SETTING, fieldMeta } from "../../shared/api/field-meta.ts"
import type { FieldOf } from "../../shared/field.ts"
import type { KnownField } from "../../shared/known-field.ts"
import { findUpdate } from "../data/formula-update.ts"
import { domain, type Handlers, serveAll } from "../platform/http.ts"
import { sliceOf } from "../records/few.ts"
import * as fields from "./fields.ts"
import * as options from "./options.ts"

type Reading = Handlers<typeof api.activityFields>

const isShown = ({ builtIn }: KnownField) => builtIn?.filterOnly !== true

function reading(of: FieldKind): Reading {
  return {
    list: async ({ actor, query }) =>
      sliceOf(
        (await fields.list(actor, of)).filter(isShown).map((field) => fieldMeta(field, query.include_fields)),
        query,
      ),
    get: async ({ actor, params, query }) => {
      const field = await fields.need(actor, of, params.field_code)
      const update =
        field.field?.formula === undefined ? undefined : await findUpdate(actor.workspaceId, field.field.of)
      return {
        ...fieldMeta(field, query.include_fields),
        ...(update && { formula_update: { state: update.state, done: update.done, total: update.total } }),
      }
    },
  }
}

const named = (all: readonly { id: number; label: string }[]) => all.map(({ id, label }) => ({ id, label }))

function handlersOf(of: FieldOf): Handlers<typeof api.dealFields> {
  return {
    ...reading(of),
    create: async ({ actor, body }) => fieldMeta(await fields.add(actor, of, body), EVERY_SETTING),
    update: async ({ actor, params, body }) =>
      fieldMeta(await fields.change(actor, of, params.field_code, body), EVERY_SETTING),
    remove: async ({ actor, params }) => fieldMeta(await fields.remove(actor, of, params.field_code)),
    addOptions: async ({ actor, params, body }) => ({
      data: named(
        await options.add(
          actor,
          of,
          params.field_code,
          body.map(({ label }) => label),
        ),
      ),
      additional_data: null,
    }),
    changeOptions: async ({ actor, params, body }) => ({
      data: named(await options.rename(actor, of, params.field_code, body)),
      additional_data: null,
    }),
    removeOptions: async ({ actor, params, body }) => ({
      data: named(await options.remove(actor, of, params.field_code, body)),
      additional_data: null,
    }),
  }
}

export const handler = serveAll(
  domain(api.dealFields, handlersOf("deal")),
  domain(api.personFields, handlersOf("person")),
  domain(api.organizationFields, handlersOf("organization")),
  domain(api.productFields, handlersOf("product")),
  domain(api.projectFields, handlersOf("project")),
  domain(api.activityFields, reading("activity")),
)
