/**
 * What the person and the organization of a record are called is told to whom may see these; others see that there is one. The
 * names stand in the record, so that the contacts themselves are looked up: in one batch of each kind for all that is shown, and
 * in none for whom nothing is hidden.
 */
import { type Actor, canSee, type Viewer } from "../../shared/permission.ts"
import { open } from "../data/store.ts"

type Looker = Viewer & Pick<Actor, "workspaceId">
type Links = { personId?: number | undefined; organizationId?: number | undefined }
type Named = Links & { id: number; personName?: string | undefined; organizationName?: string | undefined }
type Carded = { person_id: number | null; person_name: string | null; org_id: number | null; org_name: string | null }

/** Ids of contacts that may be named. */
type Seen = { person: (id: number | undefined) => boolean; organization: (id: number | undefined) => boolean }

/** The records without the names that are not for who looks. */
export async function withNamesSeen<T extends Named>(looker: Looker, records: readonly T[]): Promise<T[]> {
  if (looker.sight === "everything") return [...records]
  const seen = await contactsSeen(looker, records)
  return records.map((record) => ({
    ...record,
    ...(!seen.person(record.personId) && { personName: undefined }),
    ...(!seen.organization(record.organizationId) && { organizationName: undefined }),
  }))
}

/** The same for deals as cards. */
export async function cardsSeen<T extends Carded>(looker: Looker, cards: readonly T[]): Promise<T[]> {
  if (looker.sight === "everything") return [...cards]
  const idOf = (id: number | null) => id ?? undefined
  const links = cards.map((card) => ({ personId: idOf(card.person_id), organizationId: idOf(card.org_id) }))
  const seen = await contactsSeen(looker, links)
  return cards.map((card) => ({
    ...card,
    ...(!seen.person(idOf(card.person_id)) && { person_name: null }),
    ...(!seen.organization(idOf(card.org_id)) && { org_name: null }),
  }))
}

async function contactsSeen(looker: Looker, links: readonly Links[]): Promise<Seen> {
  const [persons, organizations] = await Promise.all([
    seenOf(looker, "person", new Set(links.flatMap(({ personId }) => personId ?? []))),
    seenOf(looker, "organization", new Set(links.flatMap(({ organizationId }) => organizationId ?? []))),
  ])
  return { person: (id) => persons.has(id), organization: (id) => organizations.has(id) }
}

async function seenOf(looker: Looker, kind: "person" | "organization", ids: ReadonlySet<number>) {
  const records = ids.size === 0 ? [] : await open(looker).getMany(kind, [...ids], false)
  return new Set<number | undefined>(records.flatMap((record) => (canSee(looker, record) ? [record.id] : [])))
}
