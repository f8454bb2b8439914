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
import { type Scope, type Test, visible } from "../../shared/condition.ts"
import { factsOf, type RecordOf } from "../../shared/facts.ts"
import { fieldsOf, filterTest, type NamesOf } from "../../shared/filter.ts"
import { isNamed, nameFact, namesOf } from "../../shared/names.ts"
import type { RecordKind } from "../../shared/record.ts"
import { readAll } from "../data/segments.ts"
import type { Asked } from "../filters/asked.ts"

/** Whether something that is asked for is a name. */
export function asksForNames(kind: RecordKind, asked: readonly Asked[], ...fields: string[]): boolean {
  const named = asked.flatMap(({ conditions }) => fieldsOf(conditions))
  return [...named, ...fields].some((field) => nameFact(kind, field) !== undefined)
}

/** Every segment of a kind, in no order. Names are read first, side by side with the facts, when they are wanted. */
export async function eachSegment(
  w: string,
  kind: RecordKind,
  withNames: boolean,
  each: (segment: Opened, names: NamesOf) => void,
): Promise<void> {
  if (!withNames || !isNamed(kind)) {
    await readAll(w, kind, ({ opened }) => each(opened, none(opened)))
    return
  }
  const names = new Map<number, Opened>()
  const facts: { bucket: number; opened: Opened }[] = []
  await Promise.all([
    readAll(w, `${kind}.names`, ({ bucket, opened }) => names.set(bucket, opened)),
    readAll(w, kind, (segment) => facts.push(segment)),
  ])
  for (const { bucket, opened } of facts) each(opened, beside(opened, names.get(bucket)))
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
  const named = isNamed(kind) && asksForNames(kind, asked)
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
