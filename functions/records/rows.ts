/** Rows of a kind's facts, with the names beside them where a filter or an order asks for names. */
import {
  type Columns,
  encode,
  numbers,
  type Opened,
  open as openColumns,
  type Row,
  texts,
} from "../../shared/columns.ts"
import { isSeen, type Scope, type Test, visible } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { factsOf } from "../../shared/facts.ts"
import { fieldsOf, filterTest, type NamesOf } from "../../shared/filter.ts"
import { isNamed, nameFact, namesOf } from "../../shared/names.ts"
import type { Actor, Viewer } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import { readAll } from "../data/segments.ts"
import type { Asked } from "../filters/asked.ts"

/** Columns of the names among what is asked for. */
export function namesAsked(kind: RecordKind, asked: readonly Asked[], ...fields: string[]): ReadonlySet<string> {
  const named = asked.flatMap(({ conditions }) => fieldsOf(conditions))
  return new Set([...named, ...fields].flatMap((field) => nameFact(kind, field)?.column ?? []))
}

/** Every segment of a kind, in no order. Names are read first, side by side with the facts, when they are wanted. */
export async function eachSegment(
  looker: Looker,
  kind: RecordKind,
  columns: ReadonlySet<string>,
  each: (segment: Opened, names: NamesOf) => void,
): Promise<void> {
  const w = looker.workspaceId
  if (columns.size === 0 || !isNamed(kind)) {
    await readAll(w, kind, ({ opened }) => each(opened, none(opened)))
    return
  }
  const names = new Map<number, Opened>()
  const facts: { bucket: number; opened: Opened }[] = []
  const [hidden] = await Promise.all([
    hiddenOf(looker, kind, columns),
    readAll(w, `${kind}.names`, ({ bucket, opened }) => names.set(bucket, opened)),
    readAll(w, kind, (segment) => facts.push(segment)),
  ])
  for (const { bucket, opened } of facts) each(opened, withoutHidden(opened, beside(opened, names.get(bucket)), hidden))
}

type Looker = Viewer & Pick<Actor, "workspaceId">
type Contact = "person" | "organization"
/** Contacts that who looks may not see, by the column in which others tell what these are called. */
type Hidden = Map<string, ReadonlySet<number>>

/** Nobody finds or sorts records by the name of a contact that they may not see: the contacts' facts say which these are. */
async function hiddenOf(looker: Looker, kind: RecordKind, columns: ReadonlySet<string>): Promise<Hidden> {
  const hidden: Hidden = new Map()
  if (looker.sight === "everything") return hidden
  const contacts = (["person", "organization"] as const).filter((one) => one !== kind && columns.has(one))
  await Promise.all(contacts.map(async (one) => hidden.set(one, await unseen(looker, one))))
  return hidden
}

async function unseen(looker: Looker, kind: Contact): Promise<Set<number>> {
  const ids = new Set<number>()
  await readAll(looker.workspaceId, kind, ({ opened }) => {
    const sees = isSeen(kind, opened, looker)
    for (const [row, id] of numbers(opened, "id").entries()) if (!sees(row)) ids.add(id)
  })
  return ids
}

/** Names beside facts, but for those of hidden contacts. */
function withoutHidden(facts: Opened, names: NamesOf, hidden: Hidden): NamesOf {
  return (column) => {
    const ids = hidden.get(column)
    if (ids === undefined || ids.size === 0) return names(column)
    const { words, at } = names(column)
    const contacts = numbers(facts, column)
    return { words, at: at.map((word, row) => (ids.has(contacts[row] ?? 0) ? -1 : word)) }
  }
}

function none({ rows }: Opened): NamesOf {
  return () => ({ words: [], at: new Int32Array(rows).fill(-1) })
}

/** Names row by row as the facts have them: the two may differ in the rows they hold while changes are on their way. */
function beside(facts: Opened, names: Opened | undefined): NamesOf {
  if (names === undefined) return none(facts)
  const places = new Map(Array.from(numbers(names, "id"), (id, row) => [id, row]))
  const rows = Array.from(numbers(facts, "id"), (id) => places.get(id) ?? -1)
  return (column) => {
    const { words, at } = texts(names, column)
    return { words, at: Int32Array.from(rows, (row) => at[row] ?? -1) }
  }
}

/** Rows that the viewer may see and that meet all that is asked. */
export function rowTest(
  segment: Opened,
  kind: RecordKind,
  names: NamesOf,
  asked: readonly Asked[],
  scope: Scope,
): Test {
  const tests = [
    visible(kind, segment, scope),
    ...asked.map(({ conditions, where }) =>
      filterTest(segment, kind, conditions, scope, names, { name: where, placed: where === "filter" }),
    ),
  ]
  return (row) => tests.every((passes) => passes(row))
}

/** Those of some records that meet it as they are now: facts may be a moment behind. */
export function meeting<K extends RecordKind>(
  kind: K,
  records: readonly RecordOf[K][],
  asked: readonly Asked[],
  scope: Scope,
): RecordOf[K][] {
  const segment = segmentOf(records.map((record) => factsOf(kind, record)))
  const named = isNamed(kind) && namesAsked(kind, asked).size > 0
  const names = named ? segmentOf(records.map((record) => namesOf(kind, record as never))) : segment
  const passes = rowTest(segment, kind, (column) => texts(names, column), asked, scope)
  return records.filter((_, row) => passes(row))
}

function segmentOf(facts: readonly { row: Row; columns: Columns }[]): Opened {
  const columns: Columns = Object.assign({}, ...facts.map((fact) => fact.columns))
  return openColumns(
    encode(
      facts.map((fact) => fact.row),
      columns,
    ),
  )
}
