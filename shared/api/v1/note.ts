/** A note as v1 shows it among other things: with what is around it. */
import type { Note } from "../../note.ts"
import type { Around } from "./around.ts"
import { v1Note as v1NoteBeside } from "./notes.ts"

export function v1Note(note: Note, around: Around) {
  const { dealId, personId, organizationId, ownerId } = note
  const dealTitle = around.deals.get(dealId ?? 0)?.title
  const personName = around.persons.get(personId ?? 0)?.name
  const organizationName = around.organizations.get(organizationId ?? 0)?.name
  const user = around.users.get(ownerId)
  return {
    ...v1NoteBeside(note, {
      ...(dealTitle !== undefined && { dealTitle }),
      ...(personName !== undefined && { personName }),
      ...(organizationName !== undefined && { organizationName }),
      ...(user && { user }),
      isYou: ownerId === around.viewerId,
    }),
    last_update_user_id: note.changedBy,
    lead: null,
  }
}
