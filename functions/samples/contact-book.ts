/** Who is known so far. New companies and people turn up over the year, until there are as many as planned. */
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import { contactMaker } from "./contacts.ts"
import type { SampleSetup } from "./plan.ts"
import type { Random } from "./random.ts"

const ORGANIZATIONS = 60
const PERSONS = 90
/** Below 1: new companies come early in the year, and later those that are known come back. */
const EARLY = 0.6

type Contact = { organization: Organization; person: Person }

export function contactBook(random: Random, { first, currency }: Pick<SampleSetup, "first" | "currency">) {
  const make = contactMaker(random, currency)
  const organizations: Organization[] = []
  const persons: Person[] = []
  const addPerson = (organization: Organization, ownerId: number, addedAt: string): Person => {
    const person = make.person({ id: first.person + persons.length, ownerId, addedAt }, organization)
    persons.push(person)
    return person
  }
  return {
    organizations,
    persons,
    /** The company of the deal with this number among all: one that is known, or undefined when it is time for a new one. */
    company: (deal: number, deals: number): Organization | undefined => {
      const planned = ORGANIZATIONS * ((deal + 1) / deals) ** EARLY
      return organizations.length < planned - random.next() ? undefined : random.pick(organizations)
    },
    /** A new company and its first person. */
    meet: (ownerId: number, addedAt: { organization: string; person: string }): Contact => {
      const id = first.organization + organizations.length
      const organization = make.organization({ id, ownerId, addedAt: addedAt.organization })
      organizations.push(organization)
      return { organization, person: addPerson(organization, ownerId, addedAt.person) }
    },
    /** Someone at a known company: at times a new person. */
    call: (organization: Organization, left: number, ownerId: number, addedAt: string): Contact => {
      const companies = ORGANIZATIONS - organizations.length
      const isNew = random.next() * (left - companies) < PERSONS - persons.length - companies
      const known = persons.filter((one) => one.organizationId === organization.id)
      return { organization, person: isNew ? addPerson(organization, ownerId, addedAt) : random.pick(known) }
    },
  }
}
