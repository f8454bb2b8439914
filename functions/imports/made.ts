/** The records that drafts become. */
import type { Deal } from "../../shared/deal.ts"
import { lose, win } from "../../shared/deal-life.ts"
import type { Import } from "../../shared/import.ts"
import type { Note } from "../../shared/note.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Base } from "../../shared/record.ts"
import type { Setup } from "../data/setup.ts"
import { defaultVisibility } from "../records/visibility.ts"
import type { OrganizationEntry, PersonEntry } from "./contacts.ts"
import type { DealDraft } from "./deal-cells.ts"
import type { Draft } from "./draft.ts"

/** Who is linked to a deal, and whose people are linked to a person. */
export type Links = { organization?: OrganizationEntry | undefined; person?: PersonEntry | undefined }

function base(job: Import, id: number, addedAt = at(job)): Base {
  return { id, version: 1, addedAt, changedAt: at(job), changedBy: job.startedBy, via: "import" }
}

const at = (job: Import) => job.importedAt ?? job.addedAt

export function organizationOf(job: Import, setup: Setup, entry: OrganizationEntry): Organization {
  const { id, name, address } = entry
  const ownerId = entry.ownerId || job.startedBy
  return {
    ...base(job, id),
    name,
    ...(address !== undefined && { address: { value: address } }),
    ownerId,
    creatorId: job.startedBy,
    visibleTo: defaultVisibility(setup, "organization", ownerId),
    labelIds: [],
    importId: job.id,
    custom: {},
  }
}

export function personOf(
  job: Import,
  setup: Setup,
  entry: PersonEntry,
  organization: OrganizationEntry | undefined,
): Person {
  const ownerId = entry.ownerId || job.startedBy
  return {
    ...base(job, entry.id),
    name: entry.name,
    ...(organization && { organizationId: organization.id, organizationName: organization.name }),
    emails: entry.emails,
    phones: entry.phones,
    ownerId,
    creatorId: job.startedBy,
    visibleTo: defaultVisibility(setup, "person", ownerId),
    labelIds: [],
    importId: job.id,
    custom: {},
  }
}

/** A deal with its past: it was added when the file says, and won or lost when the file says, or else at the import. */
export function dealOf(job: Import, id: number, draft: Draft, deal: DealDraft, links: Links, setup: Setup): Deal {
  const closedAt = deal.closed?.at
  const addedAt = deal.addedAt ?? (closedAt !== undefined && closedAt < at(job) ? closedAt : at(job))
  const open: Deal = {
    ...base(job, id, addedAt),
    title: deal.title,
    value: deal.value,
    status: "open",
    pipelineId: deal.pipelineId,
    stageId: deal.stageId,
    visits: [{ stageId: deal.stageId, at: addedAt }],
    ownerId: draft.ownerId,
    creatorId: job.startedBy,
    visibleTo: defaultVisibility(setup, "deal", draft.ownerId),
    ...(links.person && { personId: links.person.id, personName: links.person.name }),
    ...(links.organization && { organizationId: links.organization.id, organizationName: links.organization.name }),
    ...(deal.probability !== undefined && { probability: deal.probability }),
    ...(deal.expectedCloseOn && { expectedCloseOn: deal.expectedCloseOn }),
    labelIds: deal.labelIds,
    origin: "Import",
    touchedAt: at(job),
    importId: job.id,
    custom: deal.custom,
  }
  return ended(open, deal, closedAt ?? at(job), setup.workspace.zone)
}

/** The day is the one the file names, whatever the clock of the workspace makes of the moment. */
function ended(deal: Deal, { status, closed, lostReason }: DealDraft, closedAt: string, zone: string): Deal {
  if (status === "won") return { ...win(deal, closedAt, zone), ...(closed && { wonOn: closed.day }) }
  if (status === "lost") return { ...lose(deal, closedAt, zone, lostReason), ...(closed && { lostOn: closed.day }) }
  return deal
}

export function noteOf(job: Import, id: number, content: string, of: { dealId?: number } & Links): Note {
  const { dealId, person, organization } = of
  return {
    ...base(job, id),
    content,
    ...(dealId !== undefined ? { dealId } : person !== undefined ? { personId: person.id } : {}),
    ...(dealId === undefined && person === undefined && organization && { organizationId: organization.id }),
    ownerId: job.startedBy,
    creatorId: job.startedBy,
    visibleTo: 7,
    pinnedToDeal: false,
    pinnedToPerson: false,
    pinnedToOrganization: false,
  }
}
