/** A year of business in the order it came in: who brought which deal from which company, and how it went. */
import type { Deal } from "../../shared/deal.ts"
import type { Field } from "../../shared/field.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Calendar } from "./calendar.ts"
import { contactMaker, ORGANIZATIONS, PERSONS } from "./contacts.ts"
import { type Course, course } from "./course.ts"
import { dealMaker } from "./deals.ts"
import type { SampleSetup } from "./plan.ts"
import type { Random } from "./random.ts"
import { arrivals } from "./season.ts"
import type { Team } from "./setup.ts"

export const DEALS = 280
const PARTNERSHIPS = 0.15
/** Chance that who brought a company also brings its next deal. */
const KEEPS = 0.6

export type Business = { organization: Organization; person: Person; deal: Deal; course: Course; stages: number }
type Ways = { sales: { pipelineId: number; stageIds: number[] }; partners: { pipelineId: number; stageIds: number[] } }
type Given = { setup: SampleSetup; calendar: Calendar; team: Team; ways: Ways; source: Field }

export function yearOfBusiness(random: Random, { setup, calendar, team, ways, source }: Given): Business[] {
  const { first } = setup
  const make = contactMaker(random, setup.currency)
  const dealOf = dealMaker(random, { setup, calendar, source })
  const organizations: Organization[] = []
  const persons: Person[] = []
  const year: Business[] = []
  for (const [i, added] of arrivals(random, calendar, DEALS).entries()) {
    const left = DEALS - i
    const isNew = i === 0 || random.next() * left < ORGANIZATIONS - organizations.length
    const partners = random.happens(PARTNERSHIPS)
    const known = isNew ? undefined : random.pick(organizations)
    const { id: ownerId, seller } = sellerFor(random, team, { added, partners, keeper: known?.ownerId })
    const id = (next: number, list: unknown[]) => next + list.length
    const addedAt = (minutesBefore: number) => calendar.at(added - minutesBefore)
    const organization =
      known ?? make.organization({ id: id(first.organization, organizations), ownerId, addedAt: addedAt(12) })
    if (isNew) organizations.push(organization)
    const further = left - (ORGANIZATIONS - organizations.length)
    const newPerson = isNew || random.next() * further < PERSONS - persons.length - (ORGANIZATIONS - organizations.length)
    const person = newPerson
      ? make.person({ id: id(first.person, persons), ownerId, addedAt: addedAt(6) }, organization)
      : random.pick(persons.filter((one) => one.organizationId === organization.id))
    if (newPerson) persons.push(person)
    const way = partners ? ways.partners : ways.sales
    const went = course(random, { added, now: calendar.now, stages: way.stageIds.length, seller })
    const deal = dealOf(first.deal + i, { organization, person, ownerId, seller, partners, way, went })
    year.push({ organization, person, deal, course: went, stages: way.stageIds.length })
  }
  return year
}

type Wanted = { added: number; partners: boolean; keeper: number | undefined }

function sellerFor(random: Random, team: Team, { added, partners, keeper }: Wanted): Team[number] {
  const there = team.filter((one) => one.joined <= added)
  const same = there.find((one) => one.id === keeper)
  if (same !== undefined && !partners && random.happens(KEEPS)) return same
  return random.weighted(there, ({ seller }) => seller.share * (partners ? seller.partners : 1))
}
