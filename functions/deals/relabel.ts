/** A person or organization has a new name: the deals, leads (and persons) that show it are given it. */
import type { CrmEvent } from "../../shared/event.ts"
import type { Kind } from "../../shared/record.ts"
import type { Everything } from "../data/kinds.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { subscriber } from "../platform/subscriber.ts"

async function relabel(event: CrmEvent): Promise<void> {
  const of = event.name === "person.renamed" ? "person" : "organization"
  const store = open(event)
  const parent = await store.get(of, event.id)
  if (parent === undefined) return
  for (const kind of of === "person" ? (["deal", "lead"] as const) : (["deal", "lead", "person"] as const)) {
    for await (const id of children(store, of, event.id, kind)) await rename(store, kind, id, of, event.id)
  }
}

async function* children(store: Store, of: "person" | "organization", id: number, kind: Kind): AsyncGenerator<number> {
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.edges(of, id, `${kind}#`, { limit: 100, ...(after && { after }) })
    for (const edge of page.items) yield Number(edge.id)
    after = page.next
  } while (after !== undefined)
}

/** Gives a child its parent's name as it is now, if it shows another. */
async function rename(
  store: Store,
  kind: "deal" | "lead" | "person",
  id: number,
  of: "person" | "organization",
  parentId: number,
) {
  await retrying(async () => {
    const [record, parent] = await Promise.all([store.get(kind, id), store.get(of, parentId)])
    if (record === undefined || parent === undefined) return
    const [link, name] =
      of === "person" ? (["personId", "personName"] as const) : (["organizationId", "organizationName"] as const)
    const shown = record as {
      personId?: number
      organizationId?: number
      personName?: string
      organizationName?: string
    }
    if (shown[link] !== parentId || shown[name] === parent.name) return
    const after = { ...record, [name]: parent.name, version: record.version + 1 } as Everything[typeof kind]
    await store.commit(...store.saving(kind, after, record))
  })
}

export const handler = subscriber(relabel)
