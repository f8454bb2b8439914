/**
 * The organizations and persons that a file names, each once. Organizations are told apart by name; persons by their e-mail
 * addresses or, where a row has none, by name and organization. Whoever a row was found to name is found again by its keys.
 */
import * as z from "zod"
import { nameKey } from "../../shared/organization.ts"
import { Channel } from "../../shared/person.ts"
import type { Draft, PersonDraft } from "./draft.ts"

/**
 * `id` is 0 until it is known: that of a record which was there (`linked`), or one given by the import. `ownerId` is 0 in a
 * file of deals, whose owners are the deals' and not their contacts'.
 */
const OrganizationEntry = z.object({
  key: z.string(),
  name: z.string(),
  address: z.string().optional(),
  ownerId: z.int(),
  id: z.int(),
  linked: z.boolean(),
})
export type OrganizationEntry = z.infer<typeof OrganizationEntry>

const PersonEntry = z.object({
  name: z.string(),
  emails: z.array(Channel),
  phones: z.array(Channel),
  organization: z.string().optional(),
  ownerId: z.int(),
  id: z.int(),
  linked: z.boolean(),
})
export type PersonEntry = z.infer<typeof PersonEntry>

/** `people` are places in `persons` by key. */
export const Contacts = z.object({
  organizations: z.array(OrganizationEntry),
  persons: z.array(PersonEntry),
  people: z.record(z.string(), z.int()),
})
export type Contacts = z.infer<typeof Contacts>

export type Directory = ReturnType<typeof directory>

/** A directory of contacts, empty or as it was. */
export function directory(known: Contacts = { organizations: [], persons: [], people: {} }) {
  const organizations = new Map(known.organizations.map((entry) => [entry.key, entry]))
  const people = new Map(Object.entries(known.people))
  const { persons } = known
  return {
    organizations,
    persons,
    /** Takes in whom a row names. */
    see: (draft: Draft): void => {
      if (draft.organization !== undefined) seeOrganization(organizations, draft, draft.organization)
      if (draft.person !== undefined) seePerson(persons, people, draft, draft.person)
    },
    organizationOf: (draft: Draft): OrganizationEntry | undefined =>
      draft.organization && organizations.get(nameKey(draft.organization.name)),
    personOf: (draft: Draft): PersonEntry | undefined => {
      const at = draft.person && placeOf(people, draft.person, organizationKey(draft))
      return at === undefined ? undefined : persons[at]
    },
    all: (): Contacts => ({
      organizations: [...organizations.values()],
      persons,
      people: Object.fromEntries(people),
    }),
  }
}

const organizationKey = (draft: Draft) => (draft.organization === undefined ? "" : nameKey(draft.organization.name))
const emailKey = (email: string) => `email ${email}`
const whoKey = (person: PersonDraft, organization: string) => `name ${nameKey(person.name)} @ ${organization}`

function placeOf(people: ReadonlyMap<string, number>, person: PersonDraft, organization: string): number | undefined {
  const byEmail = person.emails.map(({ value }) => people.get(emailKey(value))).find((at) => at !== undefined)
  return byEmail ?? (person.emails.length === 0 ? people.get(whoKey(person, organization)) : undefined)
}

function seeOrganization(
  organizations: Map<string, OrganizationEntry>,
  { ownerId, deal }: Draft,
  { name, address }: NonNullable<Draft["organization"]>,
): void {
  const key = nameKey(name)
  const known = organizations.get(key)
  if (known !== undefined) known.address ??= address
  else organizations.set(key, { key, name, address, ownerId: deal === undefined ? ownerId : 0, id: 0, linked: false })
}

function seePerson(persons: PersonEntry[], people: Map<string, number>, draft: Draft, person: PersonDraft): void {
  const organization = organizationKey(draft)
  const who = whoKey(person, organization)
  const sameName = people.get(who)
  const nameless = sameName !== undefined && persons[sameName]?.emails.length === 0 ? sameName : undefined
  const at = placeOf(people, person, organization) ?? nameless ?? persons.length
  const entry = persons[at] ?? {
    name: person.name,
    emails: [],
    phones: [],
    ownerId: draft.deal === undefined ? draft.ownerId : 0,
    id: 0,
    linked: false,
  }
  persons[at] = entry
  if (organization !== "") entry.organization ??= organization
  join(entry.emails, person.emails)
  join(entry.phones, person.phones)
  for (const { value } of person.emails) if (!people.has(emailKey(value))) people.set(emailKey(value), at)
  if (!people.has(who)) people.set(who, at)
}

function join(known: Channel[], more: readonly Channel[]): void {
  for (const channel of more) {
    if (known.some(({ value }) => value === channel.value)) continue
    known.push({ ...channel, primary: known.length === 0 })
  }
}
