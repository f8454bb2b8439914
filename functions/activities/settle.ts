/** What of a series is to be there now is made, and what came after its end goes to the trash. Done again, it goes on where it was. */
import type { Activity } from "../../shared/activity.ts"
import { idIn } from "../../shared/lead.ts"
import type { RecordKind } from "../../shared/record.ts"
import { ahead, dueOn, type Pattern, type Series } from "../../shared/series.ts"
import { dayIn, instant } from "../../shared/time.ts"
import { ConditionFailed } from "../data/commit.ts"
import { findSeries, forgetting, noting, occurrencesFrom, savingSeries } from "../data/series.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { type By, changed, created } from "../records/stamp.ts"
import { inTurns } from "../records/turns.ts"

export function settle(w: string, seriesId: string, now = Date.now(), who?: By): Promise<void> {
  return retrying(async () => {
    const series = await findSeries(w, seriesId)
    if (series?.nextOn === undefined) return
    const store = open({ workspaceId: w })
    const by: By = who ?? { userId: series.byUserId, via: "system" }
    if (series.endedOn !== undefined) await clear(store, series, series.endedOn, by, now)
    const { days, nextOn } = ahead(series, dayIn(series.zone, now))
    await make(store, series, days, now)
    const madeUntil = days.at(-1) ?? series.madeUntil
    await store.commit(...savingSeries(w, { ...series, version: series.version + 1, madeUntil, nextOn }, series))
  })
}

async function make(store: Store, series: Series, days: readonly string[], now: number): Promise<void> {
  if (days.length === 0) return
  // nobody is told of each of what repeats
  const by: By = { userId: series.byUserId, via: "system" }
  const [pattern, ids] = await Promise.all([nowOf(store, series.pattern), store.ids("activity", days.length)])
  await inTurns([...days.entries()], 8, async ([at, day]) => {
    const activity: Activity = {
      ...pattern,
      ...created(by, ids[at] ?? 0, now),
      visibleTo: 3,
      ...dueOn(series, day),
      done: false,
      seriesId: series.id,
      occursOn: day,
      recRule: series.rule,
      recExtension: series.extension,
      recMasterId: series.masterId,
    }
    const note = noting(store.workspaceId, series.id, day, activity.id)
    await store.commit(...store.saving("activity", activity), note).catch(unlessThere)
  })
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error
}

async function clear(store: Store, series: Series, from: string, by: By, now: number): Promise<void> {
  await inTurns(await occurrencesFrom(store.workspaceId, series.id, from), 8, ({ day, id }) =>
    retrying(async () => {
      const before = await store.get("activity", id)
      if (before === undefined || before.done || before.deletedAt !== undefined) return
      const gone = { ...before, ...changed(before, by, now), deletedAt: instant(now) }
      await store.commit(...store.saving("activity", gone, before), forgetting(store.workspaceId, series.id, day))
    }),
  )
}

/** What a pattern belongs to as it is today: without what is gone, and with what took in another. */
async function nowOf(store: Store, pattern: Pattern): Promise<Pattern> {
  const { dealId, personId, organizationId, projectId, leadUuid } = pattern
  const people = await Promise.all(pattern.participants.map(({ personId: id }) => livingOf(store, "person", id)))
  const lead = leadUuid === undefined ? undefined : await livingOf(store, "lead", idIn(leadUuid))
  const participants = pattern.participants.flatMap(({ primary }, at) => {
    const id = people[at]
    return id === undefined || people.indexOf(id) !== at ? [] : [{ personId: id, primary }]
  })
  return {
    ...pattern,
    dealId: await livingOf(store, "deal", dealId),
    personId: await livingOf(store, "person", personId),
    organizationId: await livingOf(store, "organization", organizationId),
    projectId: await livingOf(store, "project", projectId),
    leadUuid: lead === undefined ? undefined : leadUuid,
    participants,
  }
}

async function livingOf(store: Store, kind: RecordKind, id: number | undefined): Promise<number | undefined> {
  const record = id === undefined ? undefined : await store.get(kind, id)
  if (record === undefined) return undefined
  if ("mergedIntoId" in record && record.mergedIntoId !== undefined) return livingOf(store, kind, record.mergedIntoId)
  return record.deletedAt === undefined ? record.id : undefined
}
