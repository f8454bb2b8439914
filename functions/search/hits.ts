/** What search found, as the API shows it. */
import { decimal } from "../../shared/amount.ts"
import type { Hit } from "../../shared/api/search.ts"
import type { RecordOf } from "../../shared/facts.ts"
import type { Searchable } from "../../shared/search.ts"
import type { Setup } from "../data/setup.ts"

export type Candidate = { kind: Searchable; id: number }
export type Scored = Candidate & { score: number; record: RecordOf[Searchable] }

export const nameOf = (one: Candidate) => `${one.kind}#${one.id}`

/** What is there only for those who ask: deals have no mail address of their own yet, and persons no picture. */
export function included(kind: Searchable, fields: readonly string[] = []) {
  return {
    ...(kind === "deal" && fields.includes("deal.cc_email") && { cc_email: null }),
    ...(kind === "person" && fields.includes("person.picture") && { picture: null }),
  }
}

export function hitOf(setup: Setup, { record }: Scored): Hit {
  const common = {
    id: record.id,
    visible_to: record.visibleTo,
    owner: { id: record.ownerId },
    custom_fields: [],
    notes: [],
  }
  if ("title" in record) {
    return {
      ...common,
      type: "deal",
      title: record.title,
      value: decimal(record.value.amount, record.value.currency),
      currency: record.value.currency,
      status: record.status,
      stage: { id: record.stageId, name: setup.stages.get(record.stageId)?.name ?? "" },
      person: record.personId === undefined ? null : { id: record.personId, name: record.personName ?? "" },
      organization: organizationOf(record),
      is_archived: record.archivedAt !== undefined,
    }
  }
  if ("emails" in record) {
    return {
      ...common,
      type: "person",
      name: record.name,
      phones: record.phones.map((phone) => phone.value),
      emails: record.emails.map((email) => email.value),
      primary_email: record.emails.find((email) => email.primary)?.value ?? null,
      organization: organizationOf(record),
      update_time: record.changedAt.replace("T", " ").replace("Z", ""),
    }
  }
  return { ...common, type: "organization", name: record.name, address: record.address?.value ?? null }
}

function organizationOf(record: { organizationId?: number | undefined; organizationName?: string | undefined }) {
  if (record.organizationId === undefined) return null
  return { id: record.organizationId, name: record.organizationName ?? "", address: null }
}
