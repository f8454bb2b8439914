/** What a record takes from another that becomes part of it: all that it has not itself. */
import type { Deal } from "../../shared/deal.ts"
import { MOST_PARTICIPANTS } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import { nameKey } from "../../shared/organization.ts"
import type { Channel, Person } from "../../shared/person.ts"
import type { Custom, Follower } from "../../shared/record.ts"

type Of = { deal: Deal; person: Person; organization: Organization }

export function taken<K extends keyof Of>(kind: K, kept: Of[K], lost: Of[K]): Of[K] {
  return TAKING[kind](kept, lost)
}

const TAKING: { [K in keyof Of]: (kept: Of[K], lost: Of[K]) => Of[K] } = {
  deal: (kept, lost) => ({
    ...kept,
    ...shared(kept, lost),
    ...personOf(kept, lost),
    ...organizationOf(kept, lost),
    ...(kept.probability === undefined && lost.probability !== undefined && { probability: lost.probability }),
    ...(kept.expectedCloseOn === undefined &&
      lost.expectedCloseOn !== undefined && { expectedCloseOn: lost.expectedCloseOn }),
    ...participantsOf(kept, lost),
    touchedAt: [kept.touchedAt, lost.touchedAt].sort()[1] ?? kept.touchedAt,
  }),
  person: (kept, lost) => ({
    ...kept,
    ...shared(kept, lost),
    ...organizationOf(kept, lost),
    emails: channels(kept.emails, lost.emails),
    phones: channels(kept.phones, lost.phones),
    ...(kept.jobTitle === undefined && lost.jobTitle !== undefined && { jobTitle: lost.jobTitle }),
    ...(kept.birthday === undefined && lost.birthday !== undefined && { birthday: lost.birthday }),
    ...(kept.postalAddress === undefined && lost.postalAddress !== undefined && { postalAddress: lost.postalAddress }),
  }),
  organization: (kept, lost) => {
    const { address, website, linkedin, industry, annualRevenue, employeeCount } = { ...lost, ...defined(kept) }
    return {
      ...kept,
      ...shared(kept, lost),
      ...defined({ address, website, linkedin, industry, annualRevenue, employeeCount }),
    }
  },
}

type Common = { labelIds: number[]; followers?: Follower[] | undefined; custom: Custom }

function shared(kept: Common, lost: Common): Common {
  const followers = [...(kept.followers ?? []), ...(lost.followers ?? [])]
  const once = [...new Map(followers.toReversed().map((one) => [one.userId, one])).values()].toReversed()
  return {
    labelIds: [...new Set([...kept.labelIds, ...lost.labelIds])],
    ...(once.length > 0 && { followers: once }),
    custom: { ...lost.custom, ...kept.custom },
  }
}

type WithPerson = Pick<Deal, "personId" | "personName">
type WithOrganization = Pick<Deal, "organizationId" | "organizationName">

function personOf(kept: WithPerson, lost: WithPerson): WithPerson {
  const { personId, personName } = kept.personId === undefined ? lost : kept
  return defined({ personId, personName })
}

function organizationOf(kept: WithOrganization, lost: WithOrganization): WithOrganization {
  const { organizationId, organizationName } = kept.organizationId === undefined ? lost : kept
  return defined({ organizationId, organizationName })
}

/** Whoever took part in either; the main person of the one that goes takes part in the one that stays. */
function participantsOf(kept: Deal, lost: Deal): Pick<Deal, "participants"> {
  const main = lost.personId === undefined ? [] : [{ personId: lost.personId, at: lost.addedAt, by: lost.creatorId }]
  const all = [...(kept.participants ?? []), ...main, ...(lost.participants ?? [])]
  const mainId = kept.personId ?? lost.personId
  const once = new Map(all.filter((one) => one.personId !== mainId).map((one) => [one.personId, one]))
  return once.size === 0 ? {} : { participants: [...once.values()].slice(0, MOST_PARTICIPANTS) }
}

/** E-mail addresses and phone numbers of both, each once; the primary one stays. */
function channels(kept: readonly Channel[], lost: readonly Channel[]): Channel[] {
  const known = new Set(kept.map((one) => nameKey(one.value)))
  const more = lost.filter((one) => !known.has(nameKey(one.value)))
  return [...kept, ...more.map((one, at) => ({ ...one, primary: kept.length === 0 && at === 0 }))]
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // what is undefined is left out, so that none of the values that stay is
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
