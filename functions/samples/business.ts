/** A year of business in the order it came in: who brought which deal from which company, and how it went. */
import type { Deal } from "../../shared/deal.ts"
import type { Field } from "../../shared/field.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Calendar } from "./calendar.ts"
import { contactBook } from "./contact-book.ts"
import { type Course, course } from "./course.ts"
import { dealMaker, type Way } from "./deals.ts"
import type { SampleSetup } from "./plan.ts"
import type { Random } from "./random.ts"
import { arrivals } from "./season.ts"
import type { Team } from "./setup.ts"

const DEALS = 280
const PARTNERSHIPS = 0.15
/** Chance that who brought a company also brings its next deal. */
const KEEPS = 0.45

/** A deal, and how it went in working time. */
export type Dealing = { deal: Deal; course: Course; stages: number }

type Given = {
  setup: SampleSetup
  calendar: Calendar
  team: Team
  ways: { sales: Way; partners: Way }
  source: Field
}

export function yearOfBusiness(
  random: Random,
  { setup, calendar, team, ways, source }: Given,
): { organizations: Organization[]; persons: Person[]; dealings: Dealing[] } {
  const book = contactBook(random, setup)
  const makeDeal = dealMaker(random, { setup, calendar, source })
  const dealings = arrivals(random, calendar, DEALS).map((added, i) => {
    const partners = random.happens(PARTNERSHIPS)
    const known = book.company(i, DEALS)
    const { id: ownerId, seller } = sellerFor(random, team, { added, partners, keeperId: known?.ownerId })
    const addedAt = { organization: calendar.at(added - 12), person: calendar.at(added - 6) }
    const contact =
      known === undefined ? book.meet(ownerId, addedAt) : book.call(known, DEALS - i, ownerId, addedAt.person)
    const way = partners ? ways.partners : ways.sales
    const went = course(random, { added, now: calendar.now, stages: way.stageIds.length, seller })
    const about = { ...contact, ownerId, seller, partners, isNew: known === undefined, way, went }
    return { deal: makeDeal(setup.first.deal + i, about), course: went, stages: way.stageIds.length }
  })
  return { organizations: book.organizations, persons: book.persons, dealings }
}

type Wanted = { added: number; partners: boolean; keeperId: number | undefined }

function sellerFor(random: Random, team: Team, { added, partners, keeperId }: Wanted): Team[number] {
  const there = team.filter((one) => one.joined <= added)
  const keeper = there.find((one) => one.id === keeperId)
  if (keeper !== undefined && !partners && random.happens(KEEPS)) return keeper
  return random.weighted(there, ({ seller }) => seller.share * (partners ? seller.partners : 1))
}
