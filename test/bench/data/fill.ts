/** Fills a workspace straight into the engine: records, and what the projector would have made of them. Edges are left out: nothing that is measured reads them. */

import { writeAll } from "../../../functions/data/commit.ts"
import { type Everything, itemOf } from "../../../functions/data/kinds.ts"
import { bucketOf } from "../../../functions/data/patterns.ts"
import { project } from "../../../functions/data/segments.ts"
import { file } from "../../../functions/data/words.ts"
import { factsOf } from "../../../shared/facts.ts"
import { isNamed, namesOf } from "../../../shared/names.ts"
import type { Searchable } from "../../../shared/search.ts"
import { instant } from "../../../shared/time.ts"
import { dealOf, organizationOf, organizationsFor, personOf, personsFor, type Standing } from "./business.ts"
import { setupItems } from "./setup.ts"

const LANES = 4
const WIDTH = 4

type Work = () => Promise<void>

export async function fill(w: string, deals: number, standing: Standing, now: number): Promise<void> {
  const last = { deal: deals, person: personsFor(deals), organization: organizationsFor(deals) }
  await writeAll(setupItems(w, instant(now), last).map((item) => ({ put: item })))
  const works: Work[] = [
    ...byBucket(last.organization).map(
      (ids) => () =>
        write(
          w,
          "organization",
          ids.map((id) => organizationOf(id, now)),
        ),
    ),
    ...byBucket(last.person).map(
      (ids) => () =>
        write(
          w,
          "person",
          ids.map((id) => personOf(id, last.organization, now)),
        ),
    ),
    ...byBucket(deals).map(
      (ids) => () =>
        write(
          w,
          "deal",
          ids.map((id) => dealOf(id, deals, standing, now)),
        ),
    ),
  ]
  await Promise.all(Array.from({ length: LANES }, () => lane(works)))
}

async function lane(works: Work[]): Promise<void> {
  for (let work = works.shift(); work !== undefined; work = works.shift()) await work()
}

/** Ids from 1, those of one segment together: no two lanes write the same one. */
function byBucket(count: number): number[][] {
  const ids = Array.from({ length: count }, (_, i) => i + 1)
  return [...Map.groupBy(ids, bucketOf).values()]
}

async function write<K extends Searchable>(w: string, kind: K, records: Everything[K][]): Promise<void> {
  await writeAll(
    records.map((record) => ({ put: itemOf(w, kind, record) })),
    WIDTH,
  )
  await project(
    w,
    kind,
    records.map((record) => factsOf(kind, record)),
  )
  if (isNamed(kind)) {
    await project(
      w,
      `${kind}.names`,
      records.map((record) => namesOf(kind, record as never)),
    )
  }
  await file(
    w,
    records.map((record) => ({ kind, record })),
  )
}
