/** What v1 shows with a record: who and what it refers to, and how much hangs on it. Gathered for a page at a time. */
import * as z from "zod"
import type { Activity } from "../../activity.ts"
import type { Deal } from "../../deal.ts"
import type { Field } from "../../field.ts"
import type { Organization } from "../../organization.ts"
import type { Person } from "../../person.ts"
import type { Pipeline, Stage } from "../../pipeline.ts"
import type { User } from "../../workspace.ts"
import { embedded, embeddedUser, organizationRef, personRef, userRef } from "./refs.ts"

/** How much hangs on one record. */
export type Tally = {
  notes: number
  files: number
  done: number
  undone: number
  people: number
  lastActivityId: number | null
  lastActivityOn: string | null
  deals: Record<"open" | "won" | "lost", number>
  participations: Record<"open" | "won" | "lost", number>
}

export const NO_TALLY: Tally = {
  notes: 0,
  files: 0,
  done: 0,
  undone: 0,
  people: 0,
  lastActivityId: null,
  lastActivityOn: null,
  deals: { open: 0, won: 0, lost: 0 },
  participations: { open: 0, won: 0, lost: 0 },
}

export type Around = {
  companyId: number
  /** Who looks. */
  viewerId: number
  fields: readonly Field[]
  users: ReadonlyMap<number, User>
  stages: ReadonlyMap<number, Stage>
  pipelines: ReadonlyMap<number, Pipeline>
  persons: ReadonlyMap<number, Person>
  organizations: ReadonlyMap<number, Organization>
  deals: ReadonlyMap<number, Deal>
  activities: ReadonlyMap<number, Activity>
  /** Whether a contact is not for who looks: neither it nor what it is called is told. */
  hides: (kind: "person" | "organization", id: number | undefined) => boolean
  /** By `deal 7`. */
  tallies: ReadonlyMap<string, Tally>
}

export function tallyOf(around: Around, kind: string, id: number): Tally {
  return around.tallies.get(`${kind} ${id}`) ?? NO_TALLY
}

/** An id, or the record behind it where it is known and wanted. */
export const V1Ref = z.union([z.int(), z.looseObject({}), z.null()])

export function v1User(around: Around, id: number, whole: boolean) {
  const user = around.users.get(id)
  return whole && user !== undefined ? embeddedUser(userRef(user)) : id
}

export function v1PersonRef(around: Around, id: number | undefined, whole: boolean) {
  if (id === undefined) return null
  const person = around.persons.get(id)
  return whole && person !== undefined ? embedded(personRef(person)) : id
}

export function v1OrganizationRef(around: Around, id: number | undefined, whole: boolean) {
  if (id === undefined) return null
  const organization = around.organizations.get(id)
  return whole && organization !== undefined ? embedded(organizationRef(organization, peopleOf(around, id))) : id
}

const peopleOf = (around: Around, id: number) => tallyOf(around, "organization", id).people

export type Refs = {
  users?: readonly number[]
  persons?: readonly (number | undefined)[]
  organizations?: readonly (number | undefined)[]
  deals?: readonly (number | undefined)[]
}

/** `related_objects`: the same records once more, by kind and id. */
export function relatedObjects(around: Around, refs: Refs) {
  const byId = <T>(
    ids: readonly (number | undefined)[] = [],
    find: (id: number) => T | undefined,
  ): Record<string, T> | undefined => {
    const found = [...new Set(ids)].flatMap((id) => {
      const one = id === undefined ? undefined : find(id)
      return one === undefined ? [] : [[String(id), one] as const]
    })
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }
  const user = byId(refs.users, (id) => mapped(around.users.get(id), userRef))
  const person = byId(refs.persons, (id) => mapped(around.persons.get(id), personRef))
  const organization = byId(refs.organizations, (id) =>
    mapped(around.organizations.get(id), (one) => organizationRef(one, peopleOf(around, id))),
  )
  const deal = byId(refs.deals, (id) => mapped(around.deals.get(id), dealRef))
  return {
    ...(user && { user }),
    ...(organization && { organization }),
    ...(person && { person }),
    ...(deal && { deal }),
  }
}

function mapped<T, R>(value: T | undefined, map: (value: T) => R): R | undefined {
  return value === undefined ? undefined : map(value)
}

function dealRef(deal: Deal) {
  return {
    id: deal.id,
    title: deal.title,
    status: deal.status,
    currency: deal.value.currency,
    stage_id: deal.stageId,
    pipeline_id: deal.pipelineId,
  }
}
