/** Finds the organizations and persons of a file that are in the workspace already, as far as the importer may see them. */
import { nameKey } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import { termWords } from "../../shared/search.ts"
import type { Everything } from "../data/kinds.ts"
import { open, type Store } from "../data/store.ts"
import { postings } from "../data/words.ts"
import type { Actor } from "../platform/actor.ts"
import type { Directory, PersonEntry } from "./contacts.ts"
import { parallel } from "./parallel.ts"

const WIDTH = 16
/** With so many names to look for, and not many times more in the workspace, all names are read instead. */
const MANY_NAMES = 100
const TIMES = 50

export async function link(actor: Actor, contacts: Directory): Promise<void> {
  const store = open(actor)
  await linkOrganizations(store, actor, contacts)
  await linkPersons(store, actor, contacts)
}

async function linkOrganizations(store: Store, actor: Actor, { organizations }: Directory): Promise<void> {
  const found = await byName(store, actor, "organization", [...organizations.keys()])
  for (const [key, entry] of organizations) {
    const [known] = found.get(key) ?? []
    if (known !== undefined) Object.assign(entry, { id: known.id, name: known.name, linked: true })
  }
}

async function linkPersons(store: Store, actor: Actor, { persons }: Directory): Promise<void> {
  if ((await store.lastId("person")) === 0) return
  const take = (entry: PersonEntry, known: Everything["person"] | undefined) => {
    if (known !== undefined) Object.assign(entry, { id: known.id, name: known.name, linked: true })
  }
  const reachable = persons.filter((entry) => entry.emails.length > 0)
  await parallel(reachable, WIDTH, async (entry) => take(entry, await byEmail(store, actor, entry)))
  const nameOnly = persons.filter((entry) => entry.emails.length === 0)
  const found = await byName(store, actor, "person", [...new Set(nameOnly.map((entry) => nameKey(entry.name)))])
  for (const entry of nameOnly) take(entry, samePerson(found.get(nameKey(entry.name)) ?? [], entry.organization))
}

/** Of people with one name the one of the same organization, else one who has none; any where the file names none. */
function samePerson(people: readonly Everything["person"][], organization: string | undefined) {
  if (organization === undefined) return people[0]
  return (
    people.find((person) => nameKey(person.organizationName ?? "") === organization) ??
    people.find((person) => person.organizationId === undefined)
  )
}

async function byEmail(store: Store, actor: Actor, { emails }: PersonEntry) {
  for (const { value } of emails) {
    const [word = value] = termWords(value)
    const { entries } = await postings(store.workspaceId, word, { exact: true })
    const ids = entries.filter(({ kind }) => kind === "person").map(({ id }) => id)
    const people = await store.getMany("person", ids, false)
    const known = people.find(
      (person) => seen(actor, person) && person.emails.some((email) => email.value.toLowerCase() === value),
    )
    if (known !== undefined) return known
  }
  return undefined
}

const seen = (actor: Actor, record: Everything["person" | "organization"]) =>
  record.deletedAt === undefined && canSee(actor, record)

/** Records by their names as compared, oldest first. */
async function byName<K extends "person" | "organization">(store: Store, actor: Actor, kind: K, names: string[]) {
  const ids = await idsByName(store, kind, names)
  const records = await store.getMany(kind, ids, false)
  const visible = records.filter((record) => seen(actor, record)).sort((a, b) => a.id - b.id)
  return Map.groupBy(visible, (record) => nameKey(record.name))
}

async function idsByName(store: Store, kind: "person" | "organization", names: string[]): Promise<number[]> {
  const last = await store.lastId(kind)
  if (last === 0 || names.length === 0) return []
  const ids: number[] = []
  if (names.length <= MANY_NAMES || last > names.length * TIMES) {
    await parallel(names, WIDTH, async (name) => {
      ids.push(...(await store.named(kind, name)))
    })
    return [...new Set(ids)]
  }
  const wanted = new Set(names.map((name) => name.slice(0, 100)))
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.names(kind, after)
    ids.push(...page.names.filter(({ name }) => wanted.has(name)).map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  return ids
}
