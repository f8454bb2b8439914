import { SEARCHABLE, type Searchable } from "../../shared/search.ts"
import type { Everything } from "../data/kinds.ts"
import { file } from "../data/words.ts"
import { byWorkspace, type Image, isOf, newest } from "./image.ts"

/** Files the newest image of each record that search finds. One gone for good is filed as one in the trash: under nothing. */
export async function words(images: readonly Image[]): Promise<void> {
  for (const [w, own] of byWorkspace(newest(images))) {
    const records = own.filter((image) => isOf(image, ...SEARCHABLE)).flatMap(recordOf)
    await file(w, records)
  }
}

function recordOf(image: Image<Searchable>): { kind: Searchable; record: Everything[Searchable] }[] {
  if (image.after !== undefined) return [{ kind: image.kind, record: image.after }]
  if (image.before === undefined) return []
  const gone = {
    ...image.before,
    version: image.before.version + 1,
    deletedAt: image.before.deletedAt ?? image.before.changedAt,
  }
  return [{ kind: image.kind, record: gone }]
}
