/** What the records that notes and files belong to are called, to whom may see them: one batch of each kind for a page. */
import { canSee } from "../../shared/permission.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import type { Links } from "../records/parents.ts"

export async function besideOf(actor: Actor, shown: readonly (Links & { ownerId: number })[]) {
  const store = open(actor)
  const seen = async <K extends "deal" | "person" | "organization">(kind: K) => {
    const ids = [...new Set(shown.flatMap((one) => one[`${kind}Id`] ?? []))]
    const records = ids.length === 0 ? [] : await store.getMany(kind, ids, false)
    return new Map(records.filter((record) => canSee(actor, record)).map((record) => [record.id, record]))
  }
  const [{ users }, deals, persons, organizations] = await Promise.all([
    setupOf(actor),
    seen("deal"),
    seen("person"),
    seen("organization"),
  ])
  return ({ dealId = 0, personId = 0, organizationId = 0, ownerId }: Links & { ownerId: number }) => {
    const [deal, person, organization] = [deals.get(dealId), persons.get(personId), organizations.get(organizationId)]
    const user = users.get(ownerId)
    return {
      ...(deal && { dealTitle: deal.title }),
      ...(person && { personName: person.name }),
      ...(organization && { organizationName: organization.name }),
      ...(user && { user }),
      isYou: ownerId === actor.userId,
    }
  }
}
