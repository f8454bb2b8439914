/** Records as search shows them. */
import { decimal } from "../../shared/amount.ts"
import type { ItemHit } from "../../shared/api/search.ts"
import type { Deal } from "../../shared/deal.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { Lead } from "../../shared/lead.ts"
import type { Organization } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import type { Person } from "../../shared/person.ts"
import type { Project } from "../../shared/project.ts"
import type { Searchable } from "../../shared/search.ts"
import type { Setup } from "../data/setup.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

type Found = RecordOf[Searchable]

/** What hits show of other records: those that the actor may see. */
export type Around = {
  setup: Setup
  deals: ReadonlyMap<number, Deal>
  persons: ReadonlyMap<number, Person>
  organizations: ReadonlyMap<number, Organization>
}

/** Only leads and projects show more of others than they hold themselves. */
export async function aroundOf(store: Store, actor: Actor, setup: Setup, found: readonly Found[]): Promise<Around> {
  const projects = found.filter((record) => "phaseId" in record)
  const leads = found.filter((record) => "uuid" in record)
  const persons = [...projects.map((one) => one.personIds[0]), ...leads.map((one) => one.personId)]
  const [deals, people, organizations] = await Promise.all([
    read(
      "deal",
      projects.map((one) => one.dealIds[0]),
    ),
    read("person", persons),
    read(
      "organization",
      projects.map((one) => one.organizationIds[0]),
    ),
  ])
  return { setup, deals, persons: people, organizations }

  async function read<K extends "deal" | "person" | "organization">(kind: K, ids: readonly (number | undefined)[]) {
    const known = [...new Set(ids.filter((id) => id !== undefined))]
    const records: RecordOf[K][] = known.length === 0 ? [] : await store.getMany(kind, known, false)
    const seen = records.filter((record) => record.deletedAt === undefined && canSee(actor, record))
    return new Map(seen.map((record) => [record.id, record]))
  }
}

export function hitOf(around: Around, record: Found): ItemHit {
  if ("stageId" in record) return dealHit(around, record)
  if ("phaseId" in record) return projectHit(around, record)
  if ("uuid" in record) return leadHit(around, record)
  const common = commonOf(record)
  if ("prices" in record) {
    const { notes: _, ...rest } = common
    return { id: record.id, ...rest, type: "product", name: record.name, code: record.code ?? null }
  }
  if ("emails" in record) {
    return {
      id: record.id,
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
  return {
    id: record.id,
    ...common,
    type: "organization",
    name: record.name,
    address: record.address?.value ?? null,
  }
}

function commonOf({ visibleTo, ownerId }: Found) {
  return { visible_to: visibleTo, owner: { id: ownerId }, custom_fields: [], notes: [] }
}

function dealHit({ setup }: Around, record: Deal): ItemHit {
  return {
    id: record.id,
    ...commonOf(record),
    type: "deal",
    title: record.title,
    value: decimal(record.value.amount, record.value.currency),
    currency: record.value.currency,
    status: record.status,
    stage: { id: record.stageId, name: setup.stages.get(record.stageId)?.name ?? "" },
    person: personOf(record),
    organization: organizationOf(record),
    is_archived: record.archivedAt !== undefined,
  }
}

function leadHit({ persons }: Around, record: Lead): ItemHit {
  const { value, personId } = record
  const person = personId === undefined ? undefined : persons.get(personId)
  return {
    id: record.uuid,
    ...commonOf(record),
    type: "lead",
    title: record.title,
    person: personOf(record),
    organization: organizationOf(record),
    phones: (person?.phones ?? []).map((phone) => phone.value),
    emails: (person?.emails ?? []).map((email) => email.value),
    value: value === undefined ? null : decimal(value.amount, value.currency),
    currency: value?.currency ?? null,
    is_archived: record.archivedAt !== undefined,
    was_seen: record.seen,
  }
}

function projectHit({ setup, deals, persons, organizations }: Around, record: Project): ItemHit {
  const deal = deals.get(record.dealIds[0] ?? 0)
  const person = persons.get(record.personIds[0] ?? 0)
  const organization = organizations.get(record.organizationIds[0] ?? 0)
  return {
    id: record.id,
    type: "project",
    title: record.title,
    status: record.status,
    owner: { id: record.ownerId },
    board_id: record.boardId,
    phase: { id: record.phaseId, name: setup.phases.get(record.phaseId)?.name ?? "" },
    person: person === undefined ? null : { id: person.id, name: person.name },
    organization:
      organization === undefined
        ? null
        : { id: organization.id, name: organization.name, address: organization.address?.value ?? null },
    deal: deal === undefined ? null : { id: deal.id, title: deal.title },
    deal_count: record.dealIds.length,
    description: record.description ?? null,
    end_date: record.endsOn ?? null,
    custom_fields: [],
    notes: [],
  }
}

/** None where what it is called is not for who searches. */
function personOf({ personId, personName }: Pick<Deal, "personId" | "personName">) {
  return personId === undefined || personName === undefined ? null : { id: personId, name: personName }
}

function organizationOf({ organizationId, organizationName }: Pick<Deal, "organizationId" | "organizationName">) {
  if (organizationId === undefined || organizationName === undefined) return null
  return { id: organizationId, name: organizationName, address: null }
}
