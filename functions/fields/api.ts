import { randomBytes } from "node:crypto"
import { customFields as api, fieldAnswer, type NewField } from "../../shared/api/custom-fields.ts"
import type { Field } from "../../shared/field.ts"
import { Problem } from "../../shared/problem.ts"
import { setupChanged, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import { created } from "../records/stamp.ts"

async function list(actor: Actor, of: Field["of"]) {
  const { fields } = await setupOf(actor)
  return { data: fields.filter((field) => field.of === of).map(fieldAnswer), nextCursor: null }
}

async function add(actor: Actor, of: Field["of"], body: NewField, now = Date.now()) {
  const chosen = body.field_type === "enum" || body.field_type === "set"
  if (chosen && (body.options ?? []).length === 0) {
    throw new Problem("invalid", "options: a field of choices needs at least one", { options: "needs at least one" })
  }
  const store = open(actor)
  const [id = 0] = await store.ids("field")
  const field: Field = {
    ...created(actor, id, now),
    of,
    key: randomBytes(20).toString("hex"),
    name: body.field_name,
    type: body.field_type,
    options: chosen ? (body.options ?? []).map((option, i) => ({ id: i + 1, label: option.label })) : [],
  }
  await store.commit(...store.saving("field", field), setupChanged(actor.workspaceId))
  return fieldAnswer(field)
}

export const handler = serve(api, {
  listDealFields: ({ actor }) => list(actor, "deal"),
  createDealField: ({ actor, body }) => add(actor, "deal", body),
  listPersonFields: ({ actor }) => list(actor, "person"),
  createPersonField: ({ actor, body }) => add(actor, "person", body),
  listOrganizationFields: ({ actor }) => list(actor, "organization"),
  createOrganizationField: ({ actor, body }) => add(actor, "organization", body),
})
