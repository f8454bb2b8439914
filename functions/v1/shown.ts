/** Records as v1 shows them, with what is around them. */

import type { Activity } from "../../shared/activity.ts"
import { type V1Activity, v1Activity } from "../../shared/api/v1/activity.ts"
import { type Refs, relatedObjects } from "../../shared/api/v1/around.ts"
import { type V1Deal, v1Deal } from "../../shared/api/v1/deal.ts"
import { type V1Organization, v1Organization } from "../../shared/api/v1/organization.ts"
import { type V1Person, v1Person } from "../../shared/api/v1/person.ts"
import type { Deal } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Actor } from "../platform/actor.ts"
import { around } from "./around.ts"
import { instancesOf } from "./instances.ts"

export type Several<T> = { data: T[]; related_objects: ReturnType<typeof relatedObjects> }
export type Single<T> = { data: T; related_objects: ReturnType<typeof relatedObjects> }

/** `whole`: with the records they refer to in place of their ids. */
export async function dealsShown(actor: Actor, deals: readonly Deal[], whole: boolean): Promise<Several<V1Deal>> {
  const found = await around(actor, { deals })
  const refs: Refs = {
    users: deals.flatMap((deal) => [deal.ownerId, deal.creatorId]),
    persons: deals.map((deal) => deal.personId),
    organizations: deals.map((deal) => deal.organizationId),
  }
  return { data: deals.map((deal) => v1Deal(deal, found, whole)), related_objects: relatedObjects(found, refs) }
}

export async function personsShown(
  actor: Actor,
  persons: readonly Person[],
  whole: boolean,
): Promise<Several<V1Person>> {
  const found = await around(actor, { persons })
  const refs: Refs = {
    users: persons.map((person) => person.ownerId),
    organizations: persons.map((person) => person.organizationId),
  }
  return { data: persons.map((person) => v1Person(person, found, whole)), related_objects: relatedObjects(found, refs) }
}

export async function organizationsShown(
  actor: Actor,
  organizations: readonly Organization[],
  whole: boolean,
): Promise<Several<V1Organization>> {
  const found = await around(actor, { organizations })
  const refs: Refs = { users: organizations.map((organization) => organization.ownerId) }
  const data = organizations.map((organization) => v1Organization(organization, found, whole))
  return { data, related_objects: relatedObjects(found, refs) }
}

export async function activitiesShown(actor: Actor, activities: readonly Activity[]): Promise<Several<V1Activity>> {
  const [found, series] = await Promise.all([around(actor, { activities }), instancesOf(actor, activities)])
  const refs: Refs = {
    users: activities.flatMap((activity) => [activity.ownerId, activity.creatorId]),
    persons: activities.map((activity) => activity.personId),
    organizations: activities.map((activity) => activity.organizationId),
    deals: activities.map((activity) => activity.dealId),
  }
  return {
    data: activities.map((activity) => v1Activity(activity, found, series.get(activity.id))),
    related_objects: relatedObjects(found, refs),
  }
}

export async function single<T>(shown: Promise<Several<T>>): Promise<Single<T>> {
  const { data, related_objects } = await shown
  const [only] = data
  if (only === undefined) throw new Error("one record was shown as none")
  return { data: only, related_objects }
}
