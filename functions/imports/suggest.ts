/** A first mapping of a file: by its headers, wherever the cells under them agree, and by the names that the workspace knows. */
import { isCustom } from "../../shared/field.ts"
import type { Column } from "../../shared/import.ts"
import { type MappedColumn, type Mapping, SEVERAL, type Target } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { livePipelines, type Setup } from "../data/setup.ts"
import { headerKey, type Meaning, meaningOf, statusOf } from "./headers.ts"
import { ownerChoices, pipelineChoices, type Rights, stageChoices } from "./suggest-values.ts"

type Match = Meaning & { column: Column }

export function suggest(columns: readonly Column[], setup: Setup, rights: Rights, currency: string): Mapping {
  const matches = assigned(columns)
  const of = (target: Target) => columns.find((column) => matches.get(column.index) === target)
  const first = livePipelines(setup)[0]
  const makesDeals = DEALS.some(of) || !CONTACTS.some(of)
  const mapped = columns.map((column) => mappedTo(column, matches.get(column.index), setup, rights))
  return {
    columns: mapped.filter(({ to }) => to !== "ignore" && (makesDeals || OF_CONTACTS.includes(to))),
    currency: symbolOf(of("value")) ?? currency,
    pipeline: first === undefined ? { new_pipeline: "Pipeline" } : { pipeline_id: first.id },
    pipelines: pipelineChoices(of("pipeline"), setup, rights),
    stages: stageChoices(of("stage"), setup, rights, first?.id, of("pipeline") !== undefined),
    owners: ownerChoices(of("owner"), setup, rights),
    other_owners: rights.users ? "new_user" : "importer",
    makes_deals: makesDeals,
  }
}

const DEALS: Target[] = ["title", "value", "pipeline", "stage", "status", "closed_on", "won_time", "lost_time"]
const CONTACTS: Target[] = ["person", "person_first_name", "person_last_name", "person_email", "organization"]
const OF_CONTACTS: Target[] = [...CONTACTS, "person_phone", "organization_address", "owner", "note"]

/** The target of each column that has one: of several columns for one target the best-named wins, then the first. */
function assigned(columns: readonly Column[]): Map<number, Target> {
  const hasEmails = columns.some((column) => meaningOf(column.header)?.target === "person_email")
  const hasStage = columns.some((column) => meaningOf(column.header)?.target === "stage")
  const matches = columns.flatMap((column): Match[] => {
    const bare = headerKey(column.header) === "name"
    const meaning = bare ? ({ target: hasEmails ? "person" : "title", rank: 50 } as const) : meaningOf(column.header)
    if (meaning === undefined) return []
    const stageLike = meaning.target === "status" && !hasStage && !fits("status", column) && fits("stage", column)
    const target = stageLike ? "stage" : meaning.target
    return fits(target, column) ? [{ column, target, rank: meaning.rank }] : []
  })
  const whole = matches.find(({ target, column }) => target === "organization_address" && /full/i.test(column.header))
  const taken = new Set<Target>()
  const found = new Map<number, Target>()
  for (const { target, column } of matches.toSorted((a, b) => a.rank - b.rank || a.column.index - b.column.index)) {
    if (taken.has(target) && !SEVERAL.includes(target)) continue
    const part = target === "organization_address" && whole !== undefined && whole.column !== column
    taken.add(target)
    found.set(column.index, part ? "ignore" : target)
  }
  return found
}

/** Whether the cells of a column can be what its header says. */
function fits(target: Target, column: Column): boolean {
  const { looks_like: look, distinct } = column
  if (look === "empty") return true
  if (target === "value" || target === "probability") return look === "number"
  if (target.endsWith("_time") || target === "expected_close_date" || target === "closed_on") return look === "date"
  if (target === "person_email") return look === "email"
  if (target === "person_phone") return look === "phone" || look === "number" || look === "text"
  if (target === "status") return !distinct.more && distinct.values.every(({ value }) => statusOf(value) !== undefined)
  if (target === "currency") return distinct.values.every(({ value }) => /^([a-z]{3}|\p{Sc})$/iu.test(value))
  if (target === "stage" || target === "pipeline" || target === "label")
    return !distinct.more && look !== "date" && look !== "email"
  if (target === "owner") return look === "text" || look === "email"
  return target === "ignore" || look !== "date"
}

function mappedTo(column: Column, target: Target | undefined, setup: Setup, rights: Rights): MappedColumn {
  const at = column.index
  const dates = column.dates === null || column.dates === "ambiguous" ? undefined : column.dates
  const decimals = column.decimals ?? undefined
  if (target === undefined || target === "custom" || target === "new_field") return asField(column, setup, rights)
  if (target === "value" || target === "probability") return { column: at, to: target, ...(decimals && { decimals }) }
  if (isDate(target)) return { column: at, to: target, ...(dates && { dates }) }
  return { column: at, to: target }
}

type DateTarget = Extract<MappedColumn, { to: "closed_on" | "won_time" }>["to"]

function isDate(target: Target): target is DateTarget {
  return ["add_time", "expected_close_date", "won_time", "lost_time", "closed_on"].includes(target)
}

/** A column with no target of its own: a custom field of its name, a new one where that is allowed, else nothing. */
function asField(column: Column, setup: Setup, rights: Rights): MappedColumn {
  const { index, looks_like: look, dates, decimals } = column
  const foreign = /^(person|contact|organization|lead|activity|product|note)\s+-\s/i.test(column.header)
  if (look === "empty" || foreign) return { column: index, to: "ignore" }
  const name = column.header
    .replace(/^deal\s+-\s+/i, "")
    .replace(/\*$/, "")
    .trim()
  const known = setup.fields.find(
    (field) =>
      field.of === "deal" && isCustom(field) && field.formula === undefined && nameKey(field.name) === nameKey(name),
  )
  const styles = {
    ...(look === "number" && decimals !== null && { decimals }),
    ...(look === "date" && dates !== null && dates !== "ambiguous" && { dates }),
  }
  if (known !== undefined) return { column: index, to: "custom", field_code: known.key, ...styles }
  if (!rights.fields) return { column: index, to: "ignore" }
  return { column: index, to: "new_field", field_name: name.slice(0, 255), field_type: typeFor(column), ...styles }
}

/** A few words that come again and again are options; numbers that are names (`… id`) stay text. */
function typeFor({ header, looks_like: look, longest, filled, distinct }: Column) {
  if (look === "date") return "date"
  if (look === "number" && !/\b(id|code|number|no|zip)$/.test(headerKey(header))) return "double"
  if (longest > 255) return "text"
  const few = !distinct.more && distinct.values.length <= 50 && filled >= distinct.values.length * 4
  return few && look === "text" && longest <= 60 ? "enum" : "varchar"
}

const SYMBOLS: Record<string, string> = { "€": "EUR", "£": "GBP", $: "USD", "₹": "INR", "₽": "RUB", "₺": "TRY" }

/** The currency whose sign all samples of the value carry. */
function symbolOf(column: Column | undefined): string | undefined {
  const signs = (column?.samples ?? []).map((sample) => /\p{Sc}/u.exec(sample)?.[0] ?? "")
  const [sign] = signs
  return sign !== undefined && signs.every((one) => one === sign) ? SYMBOLS[sign] : undefined
}
