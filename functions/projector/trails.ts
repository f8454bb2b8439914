/** Who came to a record and who went: followers, and those who take part in a deal. An item per version, so that writing it again is the same. */
import type { Follower } from "../../shared/record.ts"
import { writeAll } from "../data/commit.ts"
import { keys, type Trailed } from "../data/patterns.ts"
import { getMany, type Item } from "../data/table.ts"
import type { Step } from "../records/trail.ts"
import { type Image, isOf } from "./image.ts"

export async function trails(images: readonly Image[]): Promise<void> {
  const entries = new Map<string, { put: Item; image: Image }>()
  for (const image of images) {
    for (const what of ["follower", "participant"] as const) {
      const step = stepOf(image, what)
      if (step === undefined) continue
      const key = keys.trailOf(image.w, image.kind, image.id, what, step.version)
      entries.set(`${key.pk} ${key.sk}`, { put: { ...key, ...step }, image })
    }
  }
  const all = [...entries.values()]
  await writeAll(all.map(({ put }) => ({ put })))
  const records = await getMany(
    all.map(({ image }) => keys.any(image.w, image.kind, image.id)),
    false,
  )
  await writeAll(all.flatMap(({ put }, i) => (records[i] === undefined ? [{ delete: put }] : [])))
}

function stepOf(image: Image, what: Trailed): Step | undefined {
  const { after } = image
  // an import of many thousands leaves no trail of its own: its records say whom they came with
  if (after === undefined || after.via === "import") return undefined
  const [was, is] = [image.before, after].map((record) => new Set(idsOf(image, record, what)))
  const added = [...(is ?? [])].filter((id) => was?.has(id) !== true)
  const removed = [...(was ?? [])].filter((id) => is?.has(id) !== true)
  if (added.length === 0 && removed.length === 0) return undefined
  return { version: after.version, at: after.changedAt, by: after.changedBy, added, removed }
}

function idsOf(image: Image, record: Image["after"], what: Trailed): number[] {
  const as = { ...image, before: undefined, after: record } as Image
  if (what === "participant") {
    if (!isOf(as, "deal") || as.after === undefined) return []
    const { personId, participants = [] } = as.after
    return [...(personId === undefined ? [] : [personId]), ...participants.map((one) => one.personId)]
  }
  if (!isOf(as, "deal", "person", "organization", "product")) return []
  const followers: Follower[] = as.after?.followers ?? []
  return followers.map((one) => one.userId)
}
