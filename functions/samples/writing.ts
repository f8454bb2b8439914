/**
 * Writes sample records in an order in which what is there always fits together: edges first, then activities and notes, then
 * what they belong to, which already says what its children would make it say.
 */
import type { RecordKind } from "../../shared/record.ts"
import { writeAll } from "../data/commit.ts"
import { type Everything, edgesOf, itemOf } from "../data/kinds.ts"
import { open } from "../data/store.ts"
import type { Samples } from "./generate.ts"

type Records = Pick<Samples, "activities" | "notes" | "organizations" | "persons" | "deals">

export async function writeRecords(w: string, samples: Records): Promise<void> {
  const edges = <K extends RecordKind>(kind: K, records: readonly Everything[K][]) =>
    records.flatMap((record) => edgesOf(w, kind, record).map((edge) => ({ put: edge })))
  const items = <K extends RecordKind>(kind: K, records: readonly Everything[K][]) =>
    records.map((record) => ({ put: itemOf(w, kind, record) }))
  const { activities, notes, organizations, persons, deals } = samples
  await writeAll([
    ...edges("activity", activities),
    ...edges("note", notes),
    ...edges("person", persons),
    ...edges("deal", deals),
  ])
  await writeAll([...items("activity", activities), ...items("note", notes)])
  await writeAll([...items("organization", organizations), ...items("person", persons), ...items("deal", deals)])
}

/** Leaves alone what was written before: someone may have changed it since. */
export async function writeMissing(w: string, samples: Samples): Promise<void> {
  const store = open({ workspaceId: w })
  const missing = async <K extends RecordKind>(kind: K, records: Everything[K][]): Promise<Everything[K][]> => {
    const there = await store.getMany(
      kind,
      records.map((record) => record.id),
    )
    const known = new Set(there.map((record) => record.id))
    return records.filter((record) => !known.has(record.id))
  }
  const [activities, notes, organizations, persons, deals] = await Promise.all([
    missing("activity", samples.activities),
    missing("note", samples.notes),
    missing("organization", samples.organizations),
    missing("person", samples.persons),
    missing("deal", samples.deals),
  ])
  await writeRecords(w, { activities, notes, organizations, persons, deals })
}
