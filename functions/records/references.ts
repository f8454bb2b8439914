/** Checks of what a record refers to. Each throws a `Problem` that names the field of the request. */

import { type Field, isCustom, valueSchema } from "../../shared/field.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Custom } from "../../shared/record.ts"
import type { Setup } from "../data/setup.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}

/** The owner given, who must be of the workspace; else the actor. */
export function ownerOf(setup: Setup, actor: Actor, ownerId: number | undefined): number {
  if (ownerId === undefined) return actor.userId
  if (!setup.users.has(ownerId)) throw refuse("owner_id", "is not a user of this workspace")
  return ownerId
}

/** A record that another is to be linked to: it must be there and visible to the actor. */
export async function linked<K extends "deal" | "person" | "organization" | "project" | "product">(
  store: Store,
  actor: Actor,
  kind: K,
  id: number | undefined,
  field: string,
) {
  if (id === undefined) return undefined
  const record = await store.get(kind, id)
  if (record === undefined || record.deletedAt !== undefined || !canSee(actor, record)) {
    throw refuse(field, `no ${kind} has the id ${id}`)
  }
  return record
}

/** The custom fields after a change: values checked by their fields' types, null clears. */
export function customOf(setup: Setup, of: Field["of"], before: Custom, given: Custom | undefined): Custom {
  if (given === undefined) return before
  const after = { ...before }
  for (const [key, value] of Object.entries(given)) {
    const field = setup.fields.find((one) => one.of === of && one.key === key && isCustom(one))
    if (field === undefined) throw refuse(`custom_fields.${key}`, `is not a custom field of a ${of}`)
    if (field.formula !== undefined) throw refuse(`custom_fields.${key}`, "is computed and cannot be set")
    const parsed = valueSchema(field).safeParse(value)
    if (!parsed.success)
      throw refuse(`custom_fields.${key}`, parsed.error.issues[0]?.message ?? "does not fit the field")
    if (field.type === "user" && parsed.data !== null && !setup.users.has(Number(parsed.data))) {
      throw refuse(`custom_fields.${key}`, "is not a user of this workspace")
    }
    if (parsed.data === null) delete after[key]
    else after[key] = parsed.data
  }
  return after
}

const LINKS_TO = { people: "person", org: "organization" } as const

/** Throws a `Problem` on a custom field that is to link to a person or organization that is not there for the actor. */
export async function needCustomLinks(
  store: Store,
  actor: Actor,
  setup: Setup,
  of: Field["of"],
  given: Custom | undefined,
): Promise<void> {
  const fields = setup.fields.filter((field) => field.of === of && typeof given?.[field.key] === "number")
  await Promise.all(
    fields.map(async ({ key, type }) => {
      if (type !== "people" && type !== "org") return
      await linked(store, actor, LINKS_TO[type], Number(given?.[key]), `custom_fields.${key}`)
    }),
  )
}

/** Labels, each of which must be an option of the kind's label field. */
export function labelsOf(setup: Setup, of: Field["of"], before: number[], given: number[] | undefined): number[] {
  if (given === undefined) return before
  const known = setup.fields.find((field) => field.of === of && field.key === "label_ids")?.options ?? []
  const unknown = given.find((id) => !known.some((option) => option.id === id))
  if (unknown !== undefined) throw refuse("label_ids", `${unknown} is not a label of a ${of}`)
  return [...new Set(given)]
}
