import { randomBytes } from "node:crypto"
import { fieldAnswer, type NewField } from "../../shared/api/custom-fields.ts"
import type { Field } from "../../shared/field.ts"
import { nameKey } from "../../shared/organization.ts"
import { Problem } from "../../shared/problem.ts"
import { setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

export async function list(actor: Actor, of: Field["of"]) {
  const { fields } = await setupOf(actor)
  return { data: fields.filter((field) => field.of === of).map(fieldAnswer), nextCursor: null }
}

export async function add(actor: Actor, of: Field["of"], body: NewField, now = Date.now()): Promise<Field> {
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
  return field
}

/** Gives a field options of these labels, unless it has them. Answers the field as it is then. */
export async function addOptions(
  actor: Actor,
  id: number,
  labels: readonly string[],
  now = Date.now(),
): Promise<Field> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("field", id)
    if (before === undefined) throw new Problem("not_found", `Field ${id} was not found`)
    const last = Math.max(0, ...before.options.map((option) => option.id))
    const fresh = labels.filter((label) => !before.options.some((option) => nameKey(option.label) === nameKey(label)))
    if (fresh.length === 0) return before
    const options = [...before.options, ...fresh.map((label, i) => ({ id: last + 1 + i, label }))]
    const after: Field = { ...before, options, ...changed(before, actor, now) }
    await store.commit(...store.saving("field", after, before), setupChanged(actor.workspaceId))
    return after
  })
}
