import { writeAll } from "../data/commit.ts"
import { isRecordKind, keys } from "../data/patterns.ts"
import { type Item, query } from "../data/table.ts"
import type { Image } from "./image.ts"

/** When the trash has emptied itself of a record (its time to live is over), what hung on it goes too: its log, its trail and its edges, and comments on a note. */
export async function purge(images: readonly Image[]): Promise<void> {
  for (const image of images) {
    if (image.after !== undefined || !isRecordKind(image.kind)) continue
    await empty(keys.log(image.w, image.kind, image.id))
    await empty(keys.trail(image.w, image.kind, image.id))
    await empty(keys.edges(image.w, image.kind, image.id))
    if (image.kind === "deal") await writeAll([{ delete: keys.goods(image.w, image.id) }])
    if (image.kind === "note") await empty(keys.comments(image.w, image.id))
  }
}

async function empty(partition: string): Promise<void> {
  for (let items: Item[] = []; ; ) {
    items = (await query({ pk: { name: "pk", value: partition }, limit: 100 })).items
    if (items.length === 0) return
    await writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })))
  }
}
