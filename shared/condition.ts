/** Tests of a segment's rows: who may see them, and whether they meet a report's or a list's conditions. */
import { decimalsOf } from "./amount.ts"
import { lists, numbers, type Opened, type Texts, texts } from "./columns.ts"
import { comparison, dayComparison, operands, refuse } from "./comparison.ts"
import { STATUS } from "./fact-sources.ts"
import type { Sight, Viewer } from "./permission.ts"
import { CHOOSABLE, type RecordKind } from "./record.ts"
import type { Condition } from "./report.ts"
import { type FactMeaning, factFor } from "./report-facts.ts"
import { dayNumber, dayOf } from "./time.ts"

/** Whose report it is, and what the workspace knows that facts do not hold. */
export type Scope = Viewer & {
  /** Minutes that the zone is ahead of UTC at a second since the epoch. */
  offsetMinutes(second: number): number
  customFields: ReadonlyMap<string, FactMeaning>
  /** Chance in per cent by stage. */
  stageProbability: ReadonlyMap<number, number>
  /** Days without a sign of life after which deals rot, by stage. */
  rottenAfterDays: ReadonlyMap<number, number>
  /** Seconds since the epoch, and the day on which they fall in the workspace's zone. */
  now: number
  today: string
}

export type Test = (row: number) => boolean
export type Fact = { column: string; means: FactMeaning }

/** The fact behind a field. Throws a `Problem` that names the field and `where` it was asked for. */
export function factOf(of: RecordKind, field: string, scope: Scope, where: string): Fact {
  const known = factFor(of, field, scope.customFields)
  if (known === undefined) throw refuse(where, `${field} is not a field of a ${of}`)
  return known
}

/** Rows the viewer may see that are not in the trash. */
export function visible(of: RecordKind, segment: Opened, viewer: Viewer): Test {
  const gone = numbers(segment, "gone")
  const sees = isSeen(of, segment, viewer)
  return (row) => Number.isNaN(gone[row]) && sees(row)
}

/** `canSee`, asked of facts. */
export function isSeen(of: RecordKind, segment: Opened, { userId, sight }: Viewer): Test {
  const isChosen = (CHOOSABLE as readonly RecordKind[]).includes(of)
  if (sight === "everything" || !isChosen) return () => true
  const [owner, visibleTo] = [numbers(segment, "owner"), numbers(segment, "visibleTo")]
  const followers = lists(segment, "followers")
  const isHidden = of === "deal" ? hiddenPlace(segment, sight) : () => false
  return (row) => {
    if (isHidden(row)) return false
    const level = visibleTo[row]
    if (level === 7 || followers[row]?.includes(userId) === true) return true
    return (level === 1 || level === 3 || level === 5) && sight.owners[level].has(owner[row] ?? 0)
  }
}

function hiddenPlace(segment: Opened, { hiddenPipelines, hiddenStages }: Sight): Test {
  if (hiddenPipelines.size === 0 && hiddenStages.size === 0) return () => false
  const [pipeline, stage] = [numbers(segment, "pipeline"), numbers(segment, "stage")]
  return (row) => hiddenPipelines.has(pipeline[row] ?? 0) || hiddenStages.has(stage[row] ?? 0)
}

/** The numbers of a column as people mean them: money in decimals, instants as days of the workspace's zone; null where there is none. */
export function plain(segment: Opened, { column, means }: Fact, scope: Scope): (row: number) => number | null {
  if (means === "date") return dates(segment, column)
  if (means === "rotten") return rotten(segment, scope)
  const values = numbers(segment, column)
  const known = (row: number) => {
    const value = values[row]
    return value === undefined || Number.isNaN(value) ? null : value
  }
  if (means === "flag") return (row) => (values[row] === 1 ? 1 : 0)
  if (means === "instant") {
    return (row) => {
      const at = known(row)
      return at === null ? null : Math.floor((at + scope.offsetMinutes(at) * 60) / 86_400)
    }
  }
  if (means !== "money") return known
  const { words, at } = texts(segment, "currency")
  const units = words.map((currency) => 10 ** decimalsOf(currency))
  return (row) => {
    const amount = known(row)
    return amount === null ? null : amount / (units[at[row] ?? -1] ?? 100)
  }
}

function dates(segment: Opened, column: string): (row: number) => number | null {
  const { words, at } = texts(segment, column)
  const days = words.map(dayNumber)
  return (row) => days[at[row] ?? -1] ?? null
}

function rotten(segment: Opened, { rottenAfterDays, now }: Scope): (row: number) => number {
  const [status, stage, touched] = ["status", "stage", "touched"].map((column) => numbers(segment, column))
  return (row) => {
    const days = rottenAfterDays.get(stage?.[row] ?? 0)
    if (status?.[row] !== STATUS.open || days === undefined) return 0
    return now - (touched?.[row] ?? now) > days * 86_400 ? 1 : 0
  }
}

/** The test of one condition over a segment. Throws a `Problem` that names what is wrong with the condition, and `where`. */
export function conditionTest(
  segment: Opened,
  of: RecordKind,
  condition: Condition,
  scope: Scope,
  where = "filters",
): Test {
  if (condition.operator === "includes") return rangeTest(segment, of, condition, scope, where)
  const entered = /^entered_stage\.([1-9]\d{0,14})$/.exec(condition.field)
  if (of === "deal" && entered !== null) return enteredTest(segment, Number(entered[1]), condition, scope, where)
  const fact = factOf(of, condition.field, scope, where)
  if (of === "deal" && condition.operator === "has_been") return hasBeenTest(segment, condition, scope, where)
  if (of === "deal" && condition.value === ROTTEN_TIME) return rottenTimeTest(segment, fact, condition, scope, where)
  if (fact.means === "ids" || fact.means === "uuids") {
    return listTest(lists(segment, fact.column), condition, fact.means, scope, where)
  }
  if (fact.means === "text") return textTest(texts(segment, fact.column), condition, scope, where)
  const passes = comparison(condition, fact.means, scope, where)
  const value = plain(segment, fact, scope)
  return (row) => passes(value(row))
}

/** The test of a condition on text: each word is looked at once. `lines` says that a cell may hold several, a line each. */
export function textTest({ words, at }: Texts, condition: Condition, scope: Scope, where: string, lines = false): Test {
  const passes = comparison(condition, "text", scope, where)
  const denies = condition.operator === "!=" || condition.operator.startsWith("not_")
  const all = (word: string) => (denies ? word.split("\n").every(passes) : word.split("\n").some(passes))
  const known = words.map(lines ? all : passes)
  const none = passes(null)
  return (row) => ((at[row] ?? -1) < 0 ? none : known[at[row] ?? 0] === true)
}

/** A range that begins at or before the value, and ends at or after it. */
function rangeTest(segment: Opened, of: RecordKind, { field, value }: Condition, scope: Scope, where: string): Test {
  const begun = conditionTest(segment, of, { field, operator: "<=", value }, scope, where)
  const over = conditionTest(segment, of, { field: `${field}.until`, operator: ">=", value }, scope, where)
  return (row) => begun(row) && over(row)
}

/** A deal's stays in stages: a stage and a second since the epoch, one after the other. */
const visitsOf = (segment: Opened) => lists(segment, "visits")

function hasBeenTest(segment: Opened, condition: Condition, scope: Scope, where: string): Test {
  if (condition.field !== "stage_id") throw refuse(where, `has_been does not apply to ${condition.field}`)
  const wanted = operands(condition, "id", scope, where)
  const visits = visitsOf(segment)
  return (row) => visits[row]?.some((stage, at) => at % 2 === 0 && wanted.includes(stage)) ?? false
}

/** Whether the day on which a deal came into a stage, any time it did, meets the condition. */
function enteredTest(segment: Opened, stageId: number, condition: Condition, scope: Scope, where: string): Test {
  const passes = comparison(condition, "instant", scope, where)
  const dayAt = (second: number) => Math.floor((second + scope.offsetMinutes(second) * 60) / 86_400)
  const visits = visitsOf(segment)
  return (row) =>
    visits[row]?.some((stage, at, all) => at % 2 === 0 && stage === stageId && passes(dayAt(all[at + 1] ?? 0))) ?? false
}

/** The day before which a deal has stood too long in its stage. */
const ROTTEN_TIME = "rotten_time"

function rottenTimeTest(segment: Opened, fact: Fact, condition: Condition, scope: Scope, where: string): Test {
  if (!["day", "date", "instant"].includes(fact.means))
    throw refuse(where, `${ROTTEN_TIME} is not a value of ${condition.field}`)
  const value = plain(segment, fact, scope)
  const stages = numbers(segment, "stage")
  const today = dayNumber(scope.today)
  const tests = new Map(
    [...scope.rottenAfterDays].map(([stage, days]) => {
      const asked = { ...condition, value: dayOf(today - days) }
      return [stage, dayComparison(asked, scope, where)] as const
    }),
  )
  return (row) => tests.get(stages[row] ?? 0)?.(value(row)) ?? false
}

function listTest(cells: number[][], condition: Condition, means: "ids" | "uuids", scope: Scope, where: string): Test {
  const { operator } = condition
  if (operator === "empty") return (row) => (cells[row]?.length ?? 0) === 0
  if (operator === "not_empty") return (row) => (cells[row]?.length ?? 0) > 0
  const wanted = operands(condition, means, scope, where)
  const any: Test = (row) => cells[row]?.some((id) => wanted.includes(id)) ?? false
  if (operator === "=" || operator === "in" || operator === "contains") return any
  if (operator === "!=" || operator === "not_contains") return (row) => !any(row)
  if (operator === "exactly" || operator === "not_exactly") {
    const ids = new Set(wanted)
    const same: Test = (row) => {
      const own = new Set(cells[row])
      return own.size === ids.size && [...own].every((id) => ids.has(id))
    }
    return operator === "exactly" ? same : (row) => !same(row)
  }
  throw refuse(where, `${operator} does not apply to ${condition.field}, which is a list`)
}
