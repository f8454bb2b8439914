import { randomBytes, randomUUID } from "node:crypto"
import type { FieldChange, NewField } from "../../shared/api/field-answer.ts"
import type { BuiltInOf } from "../../shared/built-in-list.ts"
import { refuse } from "../../shared/comparison.ts"
import { type Field, type FieldOf, FieldType, isChoice, isCustom } from "../../shared/field.ts"
import { filterFields } from "../../shared/filterable.ts"
import { checkedFormula, needs } from "../../shared/formula-check.ts"
import { shownBy } from "../../shared/formula-sources.ts"
import type { KnownField } from "../../shared/known-field.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { beginUpdate } from "../data/formula-update.ts"
import { type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"
import { fresh } from "./options.ts"
import { withSettings } from "./settings.ts"

/** Fields of its own that a kind of record may have. */
const MOST_FIELDS = 500

/** Every field of a kind, those included that filters alone know. */
export async function list(actor: Actor, of: BuiltInOf): Promise<KnownField[]> {
  return filterFields(of, (await setupOf(actor)).fields)
}

/** A field by its code, or by v1's number. */
export async function need(actor: Actor, of: BuiltInOf, key: string | number): Promise<KnownField> {
  const known = (await list(actor, of)).find((field) => field.key === key || field.id === key)
  if (known === undefined) throw new Problem("not_found", `Field ${key} of a ${of} was not found`)
  return known
}

export async function add(actor: Actor, of: FieldOf, body: NewField, now = Date.now()): Promise<KnownField> {
  const labels = body.options?.map(({ label }) => label) ?? []
  if (isChoice({ type: body.field_type }) && labels.length === 0) {
    throw new Problem("invalid", "options: a field of choices needs at least one", { options: "needs at least one" })
  }
  const setup = await setupOf(actor)
  if (setup.fields.filter((field) => field.of === of && isCustom(field)).length >= MOST_FIELDS) {
    throw new Problem("conflict", `A ${of} has at most ${MOST_FIELDS} custom fields; delete some first`)
  }
  const store = open(actor)
  const [id = 0] = await store.ids("field")
  const base: Field = {
    ...created(actor, id, now),
    of,
    key: randomBytes(20).toString("hex"),
    name: body.field_name,
    type: body.field_type,
    options: [],
    ...(body.description && { description: body.description }),
  }
  const formula = formulaOf(base, body.formula, setup)
  const field = withSettings({ ...(isChoice(base) ? fresh(base, labels) : base), ...formula }, body, setup)
  const update = await formulaUpdate(actor, of, field.formula !== undefined)
  await store.commit(...store.saving("field", field), setupChanged(actor.workspaceId), ...update)
  return { of, key: field.key, name: field.name, type: field.type, id, field }
}

/** Sets what there is to set for a field. One that is built in keeps its name. */
export async function change(
  actor: Actor,
  of: FieldOf,
  key: string | number,
  body: FieldChange,
  further: (field: Field) => Field = (field) => field,
  now = Date.now(),
): Promise<KnownField> {
  const known = await need(actor, of, key)
  const { builtIn } = known
  if (builtIn !== undefined && (body.field_name ?? known.name) !== known.name) {
    const why = "is the name of a field that every workspace has"
    throw new Problem("invalid", `field_name: ${why}`, { field_name: why })
  }
  const computed = builtIn?.computed === true || known.field?.formula !== undefined
  if (computed && body.required_fields?.enabled === true) {
    const why = `nobody can fill in ${known.key}`
    throw new Problem("invalid", `required_fields: ${why}`, { required_fields: why })
  }
  const setup = await setupOf(actor)
  const update = await formulaUpdate(actor, of, body.formula !== undefined)
  const field = await changeStored(
    actor,
    known,
    (before) => {
      const { description: _, ...rest } = before
      const description = body.description === undefined ? before.description : body.description
      const named = { ...rest, name: body.field_name ?? before.name, ...(description && { description }) }
      return further(withSettings({ ...named, ...formulaOf(before, body.formula, setup) }, body, setup))
    },
    now,
    update,
  )
  return { ...known, name: field.name, field }
}

/** Throws a `Problem` on a formula that cannot be, and on one for a field that is none. */
function formulaOf(field: Field, given: string | undefined, { fields }: Setup): Pick<Field, "formula"> {
  if (field.type !== "formula") {
    if (given === undefined) return {}
    throw refuse("formula", "is only for fields of the type formula")
  }
  const formula = given ?? field.formula
  if (formula === undefined) throw refuse("formula", "must say what the field is computed by")
  const known = fields.some(({ key }) => key === field.key) ? fields : [...fields, field]
  return { formula: given === undefined ? formula : checkedFormula(formula, field, known) }
}

/** With a changed formula, what is stored about records is to follow. The projector starts it when it hears of the field. */
async function formulaUpdate(actor: Actor, of: FieldOf, needed: boolean): Promise<Write[]> {
  if (!needed) return []
  const store = open(actor)
  const updates = shownBy(of).map(async (kind) =>
    beginUpdate(actor.workspaceId, kind, randomUUID(), await store.lastId(kind)),
  )
  return (await Promise.all(updates)).flat()
}

function isComputedWith(codes: readonly string[], { fields }: Setup): boolean {
  return fields.some((field) => codes.some((code) => needs(field, code)))
}

/** Takes a field away; what records hold in it is kept, and shown nowhere. */
export async function remove(actor: Actor, of: FieldOf, key: string | number, now = Date.now()): Promise<KnownField> {
  const known = await need(actor, of, key)
  if (known.builtIn !== undefined) throw new Problem("forbidden", "A built-in field cannot be deleted")
  const update = await formulaUpdate(actor, of, isComputedWith([known.key], await setupOf(actor)))
  const field = await changeStored(actor, known, (before) => ({ ...before, deletedAt: instant(now) }), now, update)
  return { ...known, field }
}

/** Takes several fields away: all of them or none. */
export async function removeMany(actor: Actor, of: FieldOf, ids: readonly number[], now = Date.now()): Promise<void> {
  const all = await list(actor, of)
  const gone = [...new Set(ids)].map((id) => {
    const known = all.find((field) => field.id === id)
    if (known === undefined) throw new Problem("not_found", `Field ${id} of a ${of} was not found`)
    if (known.builtIn !== undefined || known.field === undefined) {
      throw new Problem("forbidden", "A built-in field cannot be deleted")
    }
    return known.field
  })
  const store = open(actor)
  const writes = gone.flatMap((before) =>
    store.saving("field", { ...before, ...changed(before, actor, now), deletedAt: instant(now) }, before),
  )
  const codes = gone.map(({ key }) => key)
  const update = await formulaUpdate(actor, of, isComputedWith(codes, await setupOf(actor)))
  await retrying(() => store.commit(...writes, setupChanged(actor.workspaceId), ...update))
}

/** Changes the stored part of a field; one that is built in has none until something is set for it. */
export async function changeStored(
  actor: Actor,
  known: KnownField,
  to: (before: Field) => Field,
  now = Date.now(),
  also: readonly Write[] = [],
): Promise<Field> {
  const store = open(actor)
  const [fresh = 0] = known.field === undefined ? await store.ids("field") : []
  return retrying(async () => {
    const stored = known.field === undefined ? undefined : await store.get("field", known.field.id)
    if (known.field !== undefined && (stored === undefined || stored.deletedAt !== undefined)) {
      throw new Problem("not_found", `Field ${known.key} was not found`)
    }
    const before = stored ?? builtInRecord(actor, fresh, known, now)
    const after = to(before)
    if (after === before) return before
    const stamped = stored === undefined ? after : { ...after, ...changed(stored, actor, now) }
    await store.commit(...store.saving("field", stamped, stored), setupChanged(actor.workspaceId), ...also)
    return stamped
  })
}

function builtInRecord(actor: Actor, id: number, { of, key, name, type }: KnownField, now: number): Field {
  if (of === "activity" || of === "note") throw new Problem("forbidden", `Fields of a ${of} cannot be changed`)
  const stored = FieldType.safeParse(type).data ?? "varchar"
  return { ...created(actor, id, now), of, key, name, type: stored, options: [], builtIn: true }
}
