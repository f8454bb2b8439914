import type { RecordOf } from "../../shared/fact-sources.ts"
import { factsOf } from "../../shared/facts.ts"
import { isNamed, type Named, namesOf, sameNames } from "../../shared/names.ts"
import { RecordKind } from "../../shared/record.ts"
import { type Fact, goneFact, project } from "../data/segments.ts"
import { byWorkspace, type Image, isOf, newest, overall } from "./image.ts"

/** Brings the newest image of each record into its fact segment. A record gone for good leaves a row that says so. */
export async function facts(images: readonly Image[]): Promise<void> {
  for (const [w, own] of byWorkspace(newest(images))) {
    for (const kind of RecordKind.options) {
      const changes = own.filter((image) => isOf(image, kind)).map((image) => factOf(image as Image<typeof kind>))
      if (changes.length > 0) await project(w, kind, changes)
    }
  }
}

function factOf(image: Image<RecordKind>): Fact {
  if (image.after !== undefined) return factsOf(image.kind, image.after as never)
  return goneFact(image.id, (image.before?.version ?? 0) + 1)
}

/** The same with names. A change that leaves them as they were writes nothing. */
export async function names(images: readonly Image[]): Promise<void> {
  for (const [w, own] of byWorkspace(overall(images))) {
    for (const kind of RecordKind.options.filter(isNamed)) {
      const changes = own.flatMap((image) => (isOf(image, kind) ? nameFact(kind, image as NameImage<typeof kind>) : []))
      if (changes.length > 0) await project(w, `${kind}.names`, changes)
    }
  }
}

type NameImage<K extends Named> = { id: number; before?: RecordOf[K]; after?: RecordOf[K] }

function nameFact<K extends Named>(kind: K, { id, before, after }: NameImage<K>): Fact[] {
  if (after === undefined) return [goneFact(id, (before?.version ?? 0) + 1)]
  return before !== undefined && sameNames(kind, before, after) ? [] : [namesOf(kind, after)]
}
