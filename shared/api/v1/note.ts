/** A note as v1 shows it. */
import type { Note } from "../../note.ts"
import type { Around } from "./around.ts"
import { v1Time } from "./refs.ts"

export function v1Note(note: Note, around: Around) {
  const { dealId, personId, organizationId, ownerId } = note
  const deal = around.deals.get(dealId ?? 0)
  const person = around.persons.get(personId ?? 0)
  const organization = around.organizations.get(organizationId ?? 0)
  const user = around.users.get(ownerId)
  return {
    id: note.id,
    user_id: ownerId,
    deal_id: dealId ?? null,
    person_id: personId ?? null,
    org_id: organizationId ?? null,
    lead_id: null,
    project_id: null,
    content: note.content,
    add_time: v1Time(note.addedAt),
    update_time: v1Time(note.changedAt),
    active_flag: note.deletedAt === undefined,
    pinned_to_deal_flag: note.pinnedToDeal,
    pinned_to_person_flag: note.pinnedToPerson,
    pinned_to_organization_flag: note.pinnedToOrganization,
    pinned_to_lead_flag: false,
    pinned_to_project_flag: false,
    last_update_user_id: note.changedBy,
    organization: organization === undefined ? null : { name: organization.name },
    person: person === undefined ? null : { name: person.name },
    deal: deal === undefined ? null : { title: deal.title },
    lead: null,
    user:
      user === undefined
        ? null
        : { email: user.email ?? null, name: user.name, icon_url: null, is_you: user.id === around.viewerId },
  }
}
