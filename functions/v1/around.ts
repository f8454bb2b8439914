/**
 * Gathers what v1 shows around some records: the records they refer to in one batch of each kind, and how much hangs on each in
 * one Query of its edges. What a page costs follows from what it shows.
 */
import type { Activity } from "../../shared/activity.ts"
import type { Around, Tally } from "../../shared/api/v1/around.ts"
import type { Deal, NextActivity } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import { canSee, type Visible } from "../../shared/permission.ts"
import type { Person } from "../../shared/person.ts"
import { setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import type { Item } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"

type Kind = "deal" | "person" | "organization"
type Links = { dealId?: number | undefined; personId?: number | undefined; organizationId?: number | undefined }

export type Shown = {
  deals?: readonly Deal[]
  persons?: readonly Person[]
  organizations?: readonly Organization[]
  activities?: readonly Activity[]
  /** Records that only refer to others. */
  links?: readonly Links[]
  /** Persons and organizations to know besides. */
  personIds?: readonly number[]
}

/** Deals of one contact that are counted. */
const MOST_DEALS = 200

export async function around(actor: Actor, shown: Shown): Promise<Around> {
  const store = open(actor)
  const { deals = [], persons = [], organizations = [], activities = [], links = [] } = shown
  const linking: Links[] = [...deals, ...persons, ...activities, ...links]
  const next: { nextActivity?: NextActivity | undefined }[] = [...deals, ...persons, ...organizations]
  const idsOf = (ids: readonly (number | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))]
  const [setup, dealsAround, personsAround, organizationsAround, planned] = await Promise.all([
    setupOf(actor),
    seen(store, actor, "deal", idsOf([...activities, ...links].map((one) => one.dealId))),
    seen(store, actor, "person", idsOf([...linking.map((one) => one.personId), ...(shown.personIds ?? [])])),
    seen(store, actor, "organization", idsOf(linking.map((one) => one.organizationId))),
    store.getMany("activity", idsOf(next.map((one) => one.nextActivity?.id)), false),
  ])
  const own: [Kind, readonly { id: number }[]][] = [
    ["deal", deals],
    ["person", persons],
    ["organization", organizations],
  ]
  const tallies = await Promise.all([
    ...own.flatMap(([kind, all]) => all.map(({ id }) => tallied(store, actor, kind, id))),
    ...organizationsAround
      .filter(({ id }) => !organizations.some((one) => one.id === id))
      .map(({ id }) => peopleIn(store, id)),
  ])
  const byId = <T extends { id: number }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]))
  return {
    companyId: Number(actor.workspaceId),
    viewerId: actor.userId,
    fields: setup.fields,
    users: setup.users,
    stages: setup.stages,
    pipelines: setup.pipelines,
    deals: byId([...dealsAround, ...deals]),
    persons: byId([...personsAround, ...persons]),
    organizations: byId([...organizationsAround, ...organizations]),
    activities: byId(planned),
    hides: hidingOf(actor, personsAround, organizationsAround),
    tallies: new Map(tallies),
  }
}

function hidingOf(actor: Actor, persons: readonly Person[], organizations: readonly Organization[]): Around["hides"] {
  if (actor.sight === "everything") return () => false
  const ids = {
    person: new Set(persons.map(({ id }) => id)),
    organization: new Set(organizations.map(({ id }) => id)),
  }
  return (kind, id) => id !== undefined && !ids[kind].has(id)
}

async function seen<K extends Kind>(store: Store, actor: Actor, kind: K, ids: number[]) {
  const records = ids.length === 0 ? [] : await store.getMany(kind, ids, false)
  return records.filter((record) => canSee(actor, record as Visible))
}

const none = () => ({ open: 0, won: 0, lost: 0 })

async function tallied(store: Store, actor: Actor, kind: Kind, id: number): Promise<[string, Tally]> {
  const { items } = await store.edges(kind, id, "")
  const starting = (prefix: string) => items.filter((edge) => edge.sk.startsWith(prefix))
  const done = starting("activity#done#")
  const last = done.at(-1)
  const [own, others] = [starting("deal#"), starting("participation#")]
  const [deals, participations] = await Promise.all([counted(store, actor, own), counted(store, actor, others)])
  return [
    `${kind} ${id}`,
    {
      notes: starting("note#").length,
      files: starting("file#").length,
      done: done.length,
      undone: starting("activity#open#").length,
      people: starting("person#").length,
      lastActivityId: last === undefined ? null : Number(last.id),
      lastActivityOn: last === undefined ? null : last.sk.slice("activity#done#".length, "activity#done#".length + 10),
      deals,
      participations,
    },
  ]
}

async function counted(store: Store, actor: Actor, edges: readonly Item[]) {
  const counts: Tally["deals"] = none()
  const ids = edges.slice(-MOST_DEALS).map((edge) => Number(edge.id))
  const deals = ids.length === 0 ? [] : await store.getMany("deal", ids, false)
  for (const deal of deals) if (canSee(actor, deal)) counts[deal.status]++
  return counts
}

async function peopleIn(store: Store, id: number): Promise<[string, Tally]> {
  const people = await store.countEdges("organization", id, "person#")
  const nothing = { notes: 0, files: 0, done: 0, undone: 0, lastActivityId: null, lastActivityOn: null }
  return [`organization ${id}`, { ...nothing, people, deals: none(), participations: none() }]
}
