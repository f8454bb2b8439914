/** What hangs on a deal, person or organization, as v1 lists it. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { type From, pageFrom } from "./pages.ts"
import { activitiesShown, dealsShown, personsShown } from "./shown.ts"

type Parent = { kind: RecordKind; id: number }
type Child = "activity" | "deal" | "person"

function under<K extends Child>(
  actor: Actor,
  kind: K,
  parent: Parent,
  query: From,
  keeps: (record: RecordOf[K]) => boolean,
) {
  return pageFrom(query, async (cursor) => {
    const all = { kind, parent, sortBy: "id", direction: "asc", limit: 500 } as const
    const found = await listRecords<K>(actor, { ...all, cursor, keeps })
    return { data: found.records, nextCursor: found.nextCursor }
  })
}

export async function activitiesOf(actor: Actor, parent: Parent, query: From & { done?: boolean | undefined }) {
  const isAsked = (done: boolean) => query.done === undefined || done === query.done
  const page = await under(actor, "activity", parent, query, ({ done }) => isAsked(done))
  return { ...page, data: (await activitiesShown(actor, page.data)).data }
}

export async function dealsOf(actor: Actor, parent: Parent, query: From & { status: string }) {
  const isAsked = (status: string) => query.status === "all_not_deleted" || status === query.status
  const keeps = ({ status, archivedAt }: RecordOf["deal"]) => isAsked(status) && archivedAt === undefined
  const page = await under(actor, "deal", parent, query, keeps)
  return { ...page, data: (await dealsShown(actor, page.data, true)).data }
}

export async function personsOf(actor: Actor, parent: Parent, query: From) {
  const page = await under(actor, "person", parent, query, () => true)
  return { ...page, data: (await personsShown(actor, page.data, true)).data }
}
