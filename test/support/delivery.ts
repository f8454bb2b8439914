/** The way from the engine's stream to the projections, taken step by step. */
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb"
import { marshall } from "@aws-sdk/util-dynamodb"
import { writeAll } from "../../functions/data/commit.ts"
import { keys } from "../../functions/data/patterns.ts"
import { open } from "../../functions/data/store.ts"
import { facts, names } from "../../functions/projector/facts.ts"
import { type Image, imageOf } from "../../functions/projector/image.ts"
import { log } from "../../functions/projector/log.ts"
import { purge } from "../../functions/projector/purge.ts"
import { words } from "../../functions/projector/words.ts"
import { RecordKind } from "../../shared/record.ts"
import type { Engine } from "./engine.ts"
import { live, type Outcome, type Step } from "./history.ts"

let workspaces = 0
export const newWorkspace = () => String(++workspaces)

/** As the time to live removes a record. */
export async function remove(engine: Engine, w: string, kind: RecordKind, id: number): Promise<void> {
  await engine.client.send(new DeleteItemCommand({ TableName: engine.table, Key: marshall(keys.record(w, kind, id)) }))
}

export type Lived = { w: string; outcome: Outcome; images: Image[] }

/** Leads records of a new workspace through a history, and answers what the stream tells of it. */
export async function lived(engine: Engine, history: readonly Step[]): Promise<Lived> {
  const w = newWorkspace()
  const store = open({ workspaceId: w })
  const outcome = await live(history, {
    commit: (kind, after, before) => store.commit(...store.saving(kind, after as never, before as never)),
    purge: (kind, id) => remove(engine, w, kind, id),
  })
  const records = await engine.changes((record) => imageOf(record)?.w === w, outcome.changes)
  const images = records.flatMap((record) => imageOf(record) ?? []).filter((image) => image.w === w)
  return { w, outcome, images }
}

/** The same history in a workspace of its own: its records as they are at the end, and nothing that was projected. */
export async function copied({ outcome, images }: Lived): Promise<{ w: string; images: Image[] }> {
  const w = newWorkspace()
  const store = open({ workspaceId: w })
  const items = [...outcome.records.values()].map(({ kind, record }) => store.itemsOf(kind, record as never))
  await writeAll(items.flatMap(({ edges, item }) => [...edges, item].map((put) => ({ put }))))
  return { w, images: images.map((image) => ({ ...image, w })) }
}

/** As the projector does with a batch, but for what leaves the table. */
export async function deliver(batch: readonly Image[]): Promise<void> {
  await Promise.all([log(batch), facts(batch), names(batch), words(batch)])
  await purge(batch)
}

/** All that a small workspace holds, as if it had been added just now. */
export async function deliverWorkspace(w: string): Promise<void> {
  const store = open({ workspaceId: w })
  for (const kind of RecordKind.options) {
    const records = await store.wholeBucket(kind, 0)
    await deliver(records.map((after) => ({ w, kind, id: after.id, after }) as Image))
  }
}

export async function deliverAll(images: readonly Image[], sizes: readonly number[]): Promise<void> {
  for (let at = 0, batch = 0; at < images.length; batch++) {
    const size = sizes[batch % sizes.length] ?? 1
    await deliver(images.slice(at, at + size))
    at += size
  }
}
