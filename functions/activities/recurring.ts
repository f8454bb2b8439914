/** Activities that repeat: begun with a rule, changed and taken away one by one, or from one on. */
import type { Activity } from "../../shared/activity.ts"
import type { ActivityChange, NewActivity, Scope } from "../../shared/api/activities.ts"
import { refuse } from "../../shared/comparison.ts"
import { needMay } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { bare, daysOf, leftOut, movedRule, ruleFrom } from "../../shared/recurrence.ts"
import { Pattern, type Series, wallIn } from "../../shared/series.ts"
import { dayIn } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { findSeries, forgetting, noting, occurrencesFrom, savingSeries } from "../data/series.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { inTurns } from "../records/turns.ts"
import * as activities from "./activities.ts"
import { settle } from "./settle.ts"

type Said = { rule: string; extension: string | undefined }

export async function add(actor: Actor, body: NewActivity, now = Date.now()): Promise<Activity> {
  const said = ruleIn(body)
  if (said === undefined) return activities.add(actor, body, now)
  const begun = await beginning(actor, said, now)
  const made = await activities.add(actor, body, now, begun.writes, begun.as)
  await settle(actor.workspaceId, begun.id, now)
  return made
}

export async function change(actor: Actor, id: number, body: ActivityChange, scope: Scope, now = Date.now()) {
  const before = await activities.need(open(actor), actor, id)
  const series = await seriesOf(actor, before)
  if (series === undefined) return began(actor, id, body, now)
  const isRuled = isSaid(body.rec_rule, before.recRule) || (body.rec_rule_extension ?? undefined) !== undefined
  if (scope === "this") {
    if (isRuled) throw refuse("rec_rule", "is of the whole series: change it with scope=following")
    return activities.change(actor, id, body, now)
  }
  return isRuled || isMoved(body, before)
    ? split(actor, series, before, body, now)
    : changeFollowing(actor, series, before, body, now)
}

export async function remove(actor: Actor, id: number, scope: Scope, now = Date.now()): Promise<{ id: number }> {
  needMay(actor, "activities.delete")
  const before = await activities.need(open(actor), actor, id)
  const series = scope === "this" ? undefined : await seriesOf(actor, before)
  if (series !== undefined && before.deletedAt === undefined) {
    const ended = endedAt(series, before, now)
    await open(actor).commit(...savingSeries(actor.workspaceId, ended, series))
    await settle(actor.workspaceId, series.id, now, actor)
    const left = await open(actor).get("activity", id)
    if (left?.deletedAt !== undefined) return { id }
  }
  return activities.remove(actor, id)
}

const isSaid = (rule: string | null | undefined, known: string | undefined) =>
  rule !== undefined && (rule === null ? undefined : bare(rule)) !== known

const isMoved = (body: ActivityChange, before: Activity) =>
  (body.due_date !== undefined && body.due_date !== before.dueOn) ||
  (body.due_time !== undefined && (body.due_time ?? undefined) !== before.dueAt)

async function seriesOf(actor: Actor, { seriesId }: Activity): Promise<Series | undefined> {
  return seriesId === undefined ? undefined : findSeries(actor.workspaceId, seriesId)
}

function ruleIn({ rec_rule: rule, rec_rule_extension: extension }: NewActivity): Said | undefined {
  if (rule == null) {
    if (extension != null) throw refuse("rec_rule_extension", "goes with a rec_rule")
    return undefined
  }
  const text = bare(rule)
  ruleFrom(text)
  leftOut(extension ?? undefined, "UTC")
  return { rule: text, extension: extension || undefined }
}

/** A series that an activity begins: what it is then, and what is written beside it. */
async function beginning(actor: Actor, said: Said, now: number) {
  const { users } = await setupOf(actor)
  const id = uuidv7(now)
  const zoneOf = ({ ownerId }: Activity) => users.get(ownerId)?.zone ?? actor.zone
  const dayOf = (activity: Activity) => wallIn(zoneOf(activity), activity)
  return {
    id,
    as: (activity: Activity): Activity => ({
      ...activity,
      seriesId: id,
      occursOn: dayOf(activity).day,
      recRule: said.rule,
      recExtension: said.extension,
      recMasterId: undefined,
    }),
    writes: (activity: Activity): Write[] => {
      const { day, time } = dayOf(activity)
      const zone = zoneOf(activity)
      const series: Series = {
        ...{ id, version: 1, masterId: activity.id, ...said, zone, first: day, time, madeUntil: day },
        nextOn: dayIn(zone, now),
        byUserId: actor.userId,
        pattern: Pattern.parse(activity),
      }
      return [...savingSeries(actor.workspaceId, series), noting(actor.workspaceId, id, day, activity.id)]
    },
  }
}

/** An activity that did not repeat and may do so from now on. */
async function began(actor: Actor, id: number, body: ActivityChange, now: number): Promise<Activity> {
  const said = ruleIn(body)
  if (said === undefined) return activities.change(actor, id, body, now)
  const begun = await beginning(actor, said, now)
  const after = await activities.change(actor, id, body, now, begun.writes, begun.as)
  await settle(actor.workspaceId, begun.id, now)
  return after
}

function endedAt(series: Series, { occursOn = series.first }: Activity, now: number): Series {
  const endedOn = series.endedOn !== undefined && series.endedOn < occursOn ? series.endedOn : occursOn
  return { ...series, version: series.version + 1, endedOn, nextOn: dayIn(series.zone, now) }
}

/** The series ends before an activity; with it another begins, unless it is not to repeat any more. */
async function split(actor: Actor, series: Series, before: Activity, body: ActivityChange, now: number) {
  const w = actor.workspaceId
  const said = ruleAfter(series, before, body)
  const begun = said === undefined ? undefined : await beginning(actor, said, now)
  const ended = endedAt(series, before, now)
  const writes = (activity: Activity): Write[] => [
    ...savingSeries(w, ended, series),
    forgetting(w, series.id, before.occursOn ?? series.first),
    ...(begun?.writes(activity) ?? []),
  ]
  const after = await activities.change(actor, before.id, body, now, writes, begun?.as ?? unruled)
  await settle(w, series.id, now, actor)
  if (begun !== undefined) await settle(w, begun.id, now)
  return after
}

const unruled = (activity: Activity): Activity => ({
  ...activity,
  ...{ seriesId: undefined, occursOn: undefined, recRule: undefined, recExtension: undefined, recMasterId: undefined },
})

/** The rule from an activity on: the one that is said, or else the series' own, moved along and with what is left of its COUNT. */
function ruleAfter(series: Series, before: Activity, body: ActivityChange): Said | undefined {
  if (body.rec_rule === null) return undefined
  const extension = body.rec_rule_extension === undefined ? series.extension : body.rec_rule_extension
  if (isSaid(body.rec_rule, series.rule)) return ruleIn({ ...body, rec_rule_extension: extension })
  const from = before.occursOn ?? series.first
  const at = {
    dueOn: body.due_date ?? before.dueOn,
    dueAt: body.due_time === undefined ? before.dueAt : (body.due_time ?? undefined),
  }
  const rule = movedRule(series.rule, from, wallIn(series.zone, at).day)
  if (rule === undefined) throw refuse("rec_rule", "does not fit the new day: say the rule for it as well")
  return ruleIn({ rec_rule: leftOf(rule, series, from), rec_rule_extension: extension })
}

function leftOf(rule: string, series: Series, from: string): string {
  const own = ruleFrom(series.rule)
  if (own.count === undefined) return rule
  let through = 0
  for (const day of daysOf(own, series.first)) {
    if (day >= from) break
    through += 1
  }
  return rule.replace(/COUNT=\d+/, `COUNT=${Math.max(1, own.count - through)}`)
}

/** How an activity went and when it is due is its own; the rest is for all that follow and are not done. */
async function changeFollowing(actor: Actor, series: Series, before: Activity, body: ActivityChange, now: number) {
  const w = actor.workspaceId
  const after = await activities.change(actor, before.id, body, now)
  const { done: _, outcome: __, due_date: ___, due_time: ____, ...common } = body
  if (Object.keys(common).length === 0) return after
  const known = await retrying(async () => {
    const latest = (await findSeries(w, series.id)) ?? series
    const pattern = { ...latest.pattern, ...differing(before, after) }
    await open(actor).commit(...savingSeries(w, { ...latest, version: latest.version + 1, pattern }, latest))
    return occurrencesFrom(w, series.id, before.occursOn ?? series.first)
  })
  const later = known.filter(({ id }) => id !== before.id)
  await inTurns(later, 8, async ({ id }) => {
    const one = await open(actor).get("activity", id)
    if (one === undefined || one.done || one.deletedAt !== undefined) return
    await activities.change(actor, id, common, now).catch(unlessHidden)
  })
  return after
}

function unlessHidden(error: unknown): void {
  if (!(error instanceof Problem && error.code === "not_found")) throw error
}

function differing(before: Activity, after: Activity): Partial<Pattern> {
  const [then, now] = [Pattern.parse(before), Pattern.parse(after)]
  const names = Object.keys(Pattern.shape) as (keyof Pattern)[]
  const changed = names.filter((name) => JSON.stringify(then[name]) !== JSON.stringify(now[name]))
  return Object.fromEntries(changed.map((name) => [name, now[name]]))
}
