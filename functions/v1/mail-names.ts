import type { Names } from "../../shared/api/v1/mail-message.ts"
import type { Party } from "../../shared/mail.ts"
import { canSee } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

/** Names of the persons whom parties of mail are, of those that the actor may see. */
export async function namesOf(actor: Actor, parties: readonly Party[]): Promise<Names> {
  const ids = [...new Set(parties.flatMap(({ personId }) => personId ?? []))]
  const persons = ids.length === 0 ? [] : await open(actor).getMany("person", ids, false)
  return new Map(persons.filter((person) => canSee(actor, person)).map(({ id, name }) => [id, name]))
}
