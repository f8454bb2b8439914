/** Rows of deals' facts, with the names beside them where a filter or an order asks for names. */
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
import type { Deal } from "../../shared/deal.ts"
import { namesOf } from "../../shared/deal-names.ts"
import { factsOf } from "../../shared/facts.ts"
import { fieldsOf, filterTest, type NamesOf, nameColumn } from "../../shared/filter.ts"
import { readAll } from "../data/segments.ts"
import type { Asked } from "../filters/asked.ts"

/** Whether something that is asked for is a name. */
export function asksForNames(asked: readonly Asked[], ...fields: string[]): boolean {
  const named = asked.flatMap(({ conditions }) => fieldsOf(conditions))
  return [...named, ...fields].some((field) => nameColumn(field) !== undefined)
}

/** Every segment of deals, in no order. Names are read first, side by side with the facts, when they are wanted. */
export async function eachSegment(
  w: string,
  withNames: boolean,
  each: (segment: Opened, names: NamesOf) => void,
): Promise<void> {
  if (!withNames) {
    await readAll(w, "deal", ({ opened }) => each(opened, none(opened)))
    return
  }
  const names = new Map<number, Opened>()
  const facts: { bucket: number; opened: Opened }[] = []
  await Promise.all([
    readAll(w, "deal.names", ({ bucket, opened }) => names.set(bucket, opened)),
    readAll(w, "deal", (segment) => facts.push(segment)),
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
export function rowTest(segment: Opened, names: NamesOf, asked: readonly Asked[], scope: Scope): Test {
  const tests = [
    visible(segment, scope),
    ...asked.map(({ conditions, where }) =>
      filterTest(segment, conditions, scope, names, { name: where, placed: where === "filter" }),
    ),
  ]
  return (row) => tests.every((passes) => passes(row))
}

/** Those of some deals that meet it as they are now: facts may be a moment behind. */
export function meeting(deals: readonly Deal[], asked: readonly Asked[], scope: Scope): Deal[] {
  const segment = segmentOf(deals.map((deal) => factsOf("deal", deal)))
  const names = asksForNames(asked) ? segmentOf(deals.map(namesOf)) : segment
  const passes = rowTest(segment, (column) => texts(names, column), asked, scope)
  return deals.filter((_, row) => passes(row))
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
