/** Options of a field of choices. Several are added, renamed or deleted at once: all of them or none. */
import { type Field, type FieldOf, type FieldOption, isChoice } from "../../shared/field.ts"
import type { KnownField } from "../../shared/known-field.ts"
import { nameKey } from "../../shared/organization.ts"
import { Problem } from "../../shared/problem.ts"
import { setupChanged } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import { changeStored, need } from "./fields.ts"

const MOST_OPTIONS = 500

type Key = string | number

/** The field with further options, whose ids none of its options ever had. */
export function fresh(field: Field, labels: readonly string[]): Field {
  const last = Math.max(field.lastOptionId ?? 0, ...field.options.map((option) => option.id))
  const added = labels.map((label, i) => ({ id: last + 1 + i, label }))
  const options = [...field.options, ...added]
  if (options.length > MOST_OPTIONS) throw refuse(`a field has at most ${MOST_OPTIONS} options`)
  const twice = options.find(({ label }, i) => options.findIndex((one) => nameKey(one.label) === nameKey(label)) < i)
  if (twice !== undefined) throw refuse(`there are two options ${twice.label}`)
  return { ...field, options, lastOptionId: last + labels.length }
}

function refuse(why: string): Problem {
  return new Problem("invalid", `options: ${why}`, { options: why })
}

async function chosen(actor: Actor, of: FieldOf, key: Key): Promise<KnownField> {
  const known = await need(actor, of, key)
  if (known.field === undefined || !isChoice(known.field)) {
    throw new Problem("invalid", `field_code: ${key} has no options to change`, { field_code: "has no options" })
  }
  return known
}

/** Gives a field options of these labels, and answers those. */
export async function add(actor: Actor, of: FieldOf, key: Key, labels: readonly string[]): Promise<FieldOption[]> {
  const known = await chosen(actor, of, key)
  const after = await changeStored(actor, known, (before) => fresh(before, labels))
  return after.options.slice(-labels.length)
}

export async function rename(
  actor: Actor,
  of: FieldOf,
  key: Key,
  names: readonly { id: number; label: string }[],
): Promise<FieldOption[]> {
  const known = await chosen(actor, of, key)
  const after = await changeStored(actor, known, (before) => {
    needAll(before, names)
    const label = (id: number) => names.findLast((one) => one.id === id)?.label
    const options = before.options.map((option) => ({ ...option, label: label(option.id) ?? option.label }))
    return fresh({ ...before, options }, [])
  })
  return after.options.filter((option) => names.some(({ id }) => id === option.id))
}

/** Deletes options; records that have them keep the number, which nothing is named by. */
export async function remove(
  actor: Actor,
  of: FieldOf,
  key: Key,
  gone: readonly { id: number }[],
): Promise<FieldOption[]> {
  const known = await chosen(actor, of, key)
  let removed: FieldOption[] = []
  await changeStored(actor, known, (before) => {
    needAll(before, gone)
    removed = before.options.filter((option) => gone.some(({ id }) => id === option.id))
    const options = before.options.filter((option) => !removed.includes(option))
    if (options.length === 0 && known.builtIn === undefined) throw refuse("a field of choices needs at least one")
    return { ...fresh(before, []), options }
  })
  return removed
}

/** The field with these options and no others: those without an id are new. */
export function replaced(field: Field, wanted: readonly { id?: number | undefined; label: string }[]): Field {
  if (!isChoice(field)) throw refuse("this field has none")
  if (wanted.length === 0) throw refuse("a field of choices needs at least one")
  const kept = wanted.filter((option): option is { id: number; label: string } => option.id !== undefined)
  needAll(field, kept)
  const options = kept.map(({ id, label }) => ({ ...field.options.find((option) => option.id === id), id, label }))
  const last = Math.max(field.lastOptionId ?? 0, ...field.options.map((option) => option.id))
  const added = wanted.filter(({ id }) => id === undefined).map(({ label }) => label)
  return fresh({ ...field, options, lastOptionId: last }, added)
}

function needAll(field: Field, named: readonly { id: number }[]): void {
  const missing = named.find(({ id }) => !field.options.some((option) => option.id === id))
  if (missing !== undefined) throw refuse(`no option has the id ${missing.id}`)
}

/** Gives a field options of these labels, unless it has them. Answers the field as it is then. */
export async function addMissing(
  actor: Actor,
  id: number,
  labels: readonly string[],
  now = Date.now(),
): Promise<Field> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("field", id)
    if (before === undefined) throw new Problem("not_found", `Field ${id} was not found`)
    const wanted = labels.filter((label) => !before.options.some((option) => nameKey(option.label) === nameKey(label)))
    if (wanted.length === 0) return before
    const after: Field = { ...fresh(before, wanted), ...changed(before, actor, now) }
    await store.commit(...store.saving("field", after, before), setupChanged(actor.workspaceId))
    return after
  })
}
