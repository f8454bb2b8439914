/**
 * Changes of every kind in the order of their times. Where a page begins is counted over the keys of one index per kind, which
 * are small; only the records of the page are loaded.
 */
import { v1Activity } from "../../shared/api/v1/activity.ts"
import { v1Deal } from "../../shared/api/v1/deal.ts"
import { v1File } from "../../shared/api/v1/file.ts"
import { v1Note } from "../../shared/api/v1/note.ts"
import { v1Organization } from "../../shared/api/v1/organization.ts"
import { v1Person } from "../../shared/api/v1/person.ts"
import { v1Recents as api, RECENT_ITEMS, type RecentItem, type V1Recent } from "../../shared/api/v1/recents.ts"
import { v1Time } from "../../shared/api/v1/refs.ts"
import { canSee } from "../../shared/permission.ts"
import { RecordKind } from "../../shared/record.ts"
import { open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { underSeen } from "../records/parents.ts"
import { around } from "./around.ts"
import { instancesOf } from "./instances.ts"
import { paginationOf } from "./pages.ts"
import { setupChanges } from "./recent-setup.ts"

type Entry = { item: RecentItem; id: number; at: string }
type Range = { since: string; start: number; limit: number }

const isKind = (item: RecentItem): item is RecentItem & RecordKind => RecordKind.safeParse(item).success

/** The oldest changes of one kind, as many as the page could need. */
async function changesOf(store: Store, kind: RecentItem & RecordKind, range: Range): Promise<Entry[]> {
  const read = async (deleted: boolean) => {
    const entries: Entry[] = []
    let after: Record<string, unknown> | undefined
    do {
      const page = await store.changes(kind, { deleted, from: range.since, ...(after && { after }) })
      entries.push(...page.entries.map(({ id, at }) => ({ item: kind, id, at })))
      after = page.next
    } while (after !== undefined && entries.length <= range.start + range.limit)
    return entries
  }
  return (await Promise.all([read(false), read(true)])).flat()
}

async function recentsOf(actor: Actor, items: readonly RecentItem[], range: Range) {
  const store = open(actor)
  const setup = await setupChanges(actor, items, range.since)
  const changes = await Promise.all(items.filter(isKind).map((kind) => changesOf(store, kind, range)))
  const all: Entry[] = [...changes.flat(), ...setup]
  all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id))
  const page = all.slice(range.start, range.start + range.limit)
  const shown = await shownAll(store, actor, page)
  const known = new Map(setup.map((one) => [`${one.item} ${one.id}`, one.data]))
  const data = page.flatMap(({ item, id }): V1Recent[] => {
    const record = known.get(`${item} ${id}`) ?? shown.get(`${item} ${id}`)
    return record === undefined ? [] : [{ item, id, data: record }]
  })
  return { data, more: all.length > range.start + range.limit, last: page.at(-1)?.at }
}

async function shownAll(store: Store, actor: Actor, page: readonly Entry[]) {
  const ids = (kind: RecordKind) => page.filter((entry) => entry.item === kind).map(({ id }) => id)
  const [deals, persons, organizations, activities, notes, files] = await Promise.all([
    store.getMany("deal", ids("deal"), false),
    store.getMany("person", ids("person"), false),
    store.getMany("organization", ids("organization"), false),
    store.getMany("activity", ids("activity"), false),
    store.getMany("note", ids("note"), false),
    store.getMany("file", ids("file"), false),
  ])
  const seen = {
    deals: deals.filter((one) => canSee(actor, one)),
    persons: persons.filter((one) => canSee(actor, one)),
    organizations: organizations.filter((one) => canSee(actor, one)),
    activities: activities.filter((one) => canSee(actor, one)),
  }
  const [seenNotes, seenFiles] = await Promise.all([
    underSeen(store, actor, notes),
    underSeen(
      store,
      actor,
      files.filter((file) => file.uploadedAt !== undefined),
    ),
  ])
  const [known, series] = await Promise.all([
    around(actor, { ...seen, links: [...seenNotes, ...seenFiles] }),
    instancesOf(actor, seen.activities),
  ])
  const each = <T extends { id: number }>(item: RecentItem, all: readonly T[], show: (one: T) => V1Recent["data"]) =>
    all.map((one) => [`${item} ${one.id}`, show(one)] as const)
  return new Map([
    ...each("deal", seen.deals, (deal) => v1Deal(deal, known, false)),
    ...each("person", seen.persons, (person) => v1Person(person, known, false)),
    ...each("organization", seen.organizations, (organization) => v1Organization(organization, known, false)),
    ...each("activity", seen.activities, (activity) => v1Activity(activity, known, series.get(activity.id))),
    ...each("note", seenNotes, (note) => v1Note(note, known)),
    ...each("file", seenFiles, (file) => v1File(file, known)),
  ])
}

export const v1Recents = domain(api, {
  list: async ({ actor, query }) => {
    const { since_timestamp: since, items = RECENT_ITEMS, start, limit } = query
    const { data, more, last } = await recentsOf(actor, items, { since, start, limit })
    return {
      data,
      additional_data: {
        since_timestamp: v1Time(since),
        last_timestamp_on_page: v1Time(last),
        ...paginationOf({ start, limit, more }),
      },
    }
  },
})
