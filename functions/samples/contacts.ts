/** Sample organizations and persons. */
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Address } from "../../shared/record.ts"
import { CITIES, COMPANIES, STREETS } from "./companies.ts"
import { AREA_CODES, JOBS, NAMES } from "./people.ts"
import { owned, sampled } from "./plan.ts"
import type { Random } from "./random.ts"
import { WORTH } from "./worth.ts"

type By = { id: number; ownerId: number; addedAt: string }

/** Makes organizations and persons, no name twice. */
export function contactMaker(random: Random, currency: string) {
  const companies = random.shuffled(COMPANIES)
  const names = random.shuffled(
    NAMES.flatMap(({ first, last }) => first.flatMap((one) => last.map((other) => `${one} ${other}`))),
  )
  let phones = 0
  const phone = (): string => {
    const [area = "212"] = AREA_CODES.slice(phones % AREA_CODES.length)
    return `+1 ${area}-555-01${String(10 + Math.floor(phones++ / AREA_CODES.length)).padStart(2, "0")}`
  }
  return {
    organization: ({ id, ownerId, addedAt }: By): Organization => {
      const name = companies.pop() ?? `Sample company ${id}`
      const employees = Math.round(random.around(70, 1))
      const revenue = Math.round(employees * random.around(130, 0.3)) * 1000 * (WORTH[currency] ?? 1)
      return {
        ...sampled(id, ownerId, addedAt),
        ...owned(ownerId),
        name,
        address: addressOf(random),
        labelIds: [],
        website: `https://www.${domainOf(name)}`,
        employeeCount: Math.max(3, employees),
        ...(random.happens(0.7) && { annualRevenue: Math.max(100_000, revenue) }),
        custom: {},
      }
    },
    person: ({ id, ownerId, addedAt }: By, organization: Organization): Person => {
      const name = names.pop() ?? `Sample person ${id}`
      const email = `${ascii(name).replace(/ /g, ".")}@${domainOf(organization.name)}`
      const mobile = random.happens(0.25)
      return {
        ...sampled(id, ownerId, addedAt),
        ...owned(ownerId),
        name,
        organizationId: organization.id,
        organizationName: organization.name,
        emails: [{ value: email, label: "work", primary: true }],
        phones: [
          ...(random.happens(0.9) ? [{ value: phone(), label: "work", primary: true }] : []),
          ...(mobile ? [{ value: phone(), label: "mobile", primary: false }] : []),
        ].map((channel, i) => ({ ...channel, primary: i === 0 })),
        labelIds: [],
        jobTitle: random.pick(JOBS),
        custom: {},
      }
    },
  }
}

function addressOf(random: Random): Address {
  const { city, country } = random.pick(CITIES)
  const [street, number] = [random.pick(STREETS), String(random.between(1, 140))]
  return {
    value: `${number} ${street}, ${city}, ${country}`,
    route: street,
    street_number: number,
    locality: city,
    country,
  }
}

function ascii(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\p{ASCII}]/gu, "")
    .toLowerCase()
}

function domainOf(company: string): string {
  return `${ascii(company).replace(/[^a-z0-9]+/g, "-")}.example`
}
