/** What records are looked for by in words: segments of their own hold it, as it changes seldom and is long. */
import type { Columns, Row } from "./columns.ts"
import type { RecordOf } from "./fact-sources.ts"
import type { Address, RecordKind } from "./record.ts"

const NAMED = ["deal", "person", "organization", "activity", "product", "lead", "project"] as const
export type Named = (typeof NAMED)[number]

/** A text, or several in one cell, a line each. */
type NameFact = { column: string; means: "text" | "texts" }

const PARTS = [
  "route",
  "street_number",
  "subpremise",
  "locality",
  "sublocality",
  "admin_area_level_1",
  "admin_area_level_2",
  "country",
  "postal_code",
] as const

const text = (column: string): NameFact => ({ column, means: "text" })

/** Field of the API -> column of the segment. */
const FIELDS: Record<Named, Record<string, NameFact>> = {
  deal: { title: text("title"), person_name: text("person"), org_name: text("organization") },
  person: {
    name: text("name"),
    emails: { column: "emails", means: "texts" },
    phones: { column: "phones", means: "texts" },
    org_name: text("organization"),
  },
  organization: {
    name: text("name"),
    website: text("website"),
    address: text("address"),
    ...Object.fromEntries(PARTS.map((part) => [`address.${part}`, text(`address.${part}`)])),
  },
  activity: { subject: text("subject"), location: text("location") },
  product: { name: text("name"), code: text("code"), unit: text("unit") },
  lead: { person_name: text("person"), org_name: text("organization") },
  project: { title: text("title") },
}

const lines = (channels: readonly { value: string }[]) => channels.map(({ value }) => value).join("\n") || null

function address(name: string, of: Address | undefined): Row {
  const parts = PARTS.map((part) => [`${name}.${part}`, of?.[part] ?? null] as const)
  return { [name]: of?.value ?? null, ...Object.fromEntries(parts) }
}

const ROWS: { [K in Named]: (record: RecordOf[K]) => Row } = {
  deal: ({ title, personName = null, organizationName = null }) => ({
    title,
    person: personName,
    organization: organizationName,
  }),
  person: ({ name, emails, phones, organizationName = null }) => ({
    name,
    emails: lines(emails),
    phones: lines(phones),
    organization: organizationName,
  }),
  organization: (organization) => ({
    name: organization.name,
    website: organization.website ?? null,
    ...address("address", organization.address),
  }),
  activity: ({ subject, location }) => ({ subject, location: location?.value ?? null }),
  product: ({ name, code = null, unit = null }) => ({ name, code, unit }),
  lead: ({ personName = null, organizationName = null }) => ({ person: personName, organization: organizationName }),
  project: ({ title }) => ({ title }),
}

const COLUMNS = Object.fromEntries(
  NAMED.map((kind) => [kind, Object.fromEntries(Object.values(FIELDS[kind]).map(({ column }) => [column, "text"]))]),
) as Record<Named, Columns>

export function isNamed(kind: RecordKind): kind is Named {
  return NAMED.some((named) => named === kind)
}

/** The fact of names behind a field, where it is one. */
export function nameFact(kind: RecordKind, field: string): NameFact | undefined {
  return isNamed(kind) && Object.hasOwn(FIELDS[kind], field) ? FIELDS[kind][field] : undefined
}

export function namesOf<K extends Named>(kind: K, record: RecordOf[K]): { row: Row; columns: Columns } {
  return {
    row: { id: record.id, version: record.version, ...ROWS[kind](record) },
    columns: { id: "int", version: "int", ...COLUMNS[kind] },
  }
}

export function sameNames<K extends Named>(kind: K, a: RecordOf[K], b: RecordOf[K]): boolean {
  return JSON.stringify(ROWS[kind](a)) === JSON.stringify(ROWS[kind](b))
}
