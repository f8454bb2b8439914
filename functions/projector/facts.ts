import type { Deal } from "../../shared/deal.ts"
import { namesOf, sameNames } from "../../shared/deal-names.ts"
import { factsOf } from "../../shared/facts.ts"
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

/** The same with the names that deals show. A change that leaves them as they were writes nothing. */
export async function names(images: readonly Image[]): Promise<void> {
  for (const [w, own] of byWorkspace(overall(images))) {
    const changes = own.flatMap((image) => (isOf(image, "deal") ? nameFact(image) : []))
    if (changes.length > 0) await project(w, "deal.names", changes)
  }
}

function nameFact({ id, before, after }: { id: number; before?: Deal; after?: Deal }): Fact[] {
  if (after === undefined) return [goneFact(id, (before?.version ?? 0) + 1)]
  return before !== undefined && sameNames(before, after) ? [] : [namesOf(after)]
}
