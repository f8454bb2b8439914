/**
 * What a record shows of its children: the next activity, and on deals the last sign of life. It is worked out afresh from the
 * children as they stand, so whichever change comes last leaves it right. A record in the trash is left alone until it is back.
 */
import type { NextActivity } from "../../shared/deal.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Everything } from "../data/kinds.ts"
import { open, retrying } from "../data/store.ts"
import { chunks } from "../data/table.ts"
import { parentsOf as allParentsOf, type Links } from "../records/parents.ts"
import { type Image, isOf } from "./image.ts"

const SHOWING = ["deal", "person", "organization", "lead"] as const
type Parent = { kind: (typeof SHOWING)[number]; id: number }

type Work = { w: string; parent: Parent; touchedAt: string; mayBeNext: boolean }

export async function rollups(images: readonly Image[]): Promise<void> {
  const work = new Map<string, Work>()
  for (const image of images) {
    const touchedAt = isOf(image, "activity", "note", "file") ? touch(image) : ""
    const mayBeNext = movesNext(image)
    for (const parent of affectedBy(image)) {
      const key = `${image.w}#${parent.kind}#${parent.id}`
      const known = work.get(key)
      work.set(key, {
        w: image.w,
        parent,
        touchedAt: [touchedAt, known?.touchedAt ?? ""].sort()[1] ?? "",
        mayBeNext: mayBeNext || known?.mayBeNext === true,
      })
    }
  }
  for (const part of chunks(await thatMatter([...work.values()]), AT_ONCE)) await Promise.all(part.map(rollUp))
}

const AT_ONCE = 8

/** Leaves out what is seen from the parents, read together, to change nothing: of an import or of sample data that is nearly all. */
async function thatMatter(all: readonly Work[]): Promise<Work[]> {
  const matter: Work[] = all.filter(({ mayBeNext }) => mayBeNext)
  const others = all.filter(({ mayBeNext }) => !mayBeNext)
  for (const [w, own] of Map.groupBy(others, ({ w }) => w)) {
    for (const [kind, some] of Map.groupBy(own, ({ parent }) => parent.kind)) {
      const records = await open({ workspaceId: w }).getMany(
        kind,
        some.map(({ parent }) => parent.id),
      )
      const byId = new Map(records.map((record) => [record.id, record]))
      matter.push(...some.filter(({ parent, touchedAt }) => isLater(touchedAt, byId.get(parent.id))))
    }
  }
  return matter
}

const isLater = (touchedAt: string, record: object | undefined): boolean =>
  record !== undefined && "touchedAt" in record && touchedAt > String(record.touchedAt)

/** Whether a change can make another activity the next one: notes, files and what is done and stays done cannot. */
function movesNext(image: Image): boolean {
  if (isOf(image, "note", "file")) return false
  if (!isOf(image, "activity")) return true
  return [image.before, image.after].some((activity) => activity !== undefined && !activity.done)
}

/** The records that show something of what changed: the parents of an activity, note or file, and a record that is back from the trash. */
function affectedBy(image: Image): Parent[] {
  if (isOf(image, "activity", "note", "file")) {
    return [image.before, image.after].flatMap((record) => (record === undefined ? [] : parentsOf(record)))
  }
  if (!isOf(image, ...SHOWING)) return []
  const restored =
    image.before?.deletedAt !== undefined && image.after !== undefined && image.after.deletedAt === undefined
  return restored ? [{ kind: image.kind, id: image.id }] : []
}

function parentsOf(links: Links): Parent[] {
  return allParentsOf(links).flatMap(({ kind, id }) => {
    const shows = SHOWING.find((one) => one === kind)
    return shows === undefined ? [] : [{ kind: shows, id }]
  })
}

/** When the change counts as a sign of life: a note, a file, or an activity done. */
function touch(image: Image<"activity" | "note" | "file">): string {
  const { after } = image
  if (after === undefined || after.deletedAt !== undefined) return ""
  if (image.kind === "note") return after.changedAt
  if (image.kind === "file") return image.after?.uploadedAt ?? ""
  return ("doneAt" in after ? after.doneAt : undefined) ?? ""
}

async function rollUp({ w, parent: { kind, id }, touchedAt }: Work): Promise<void> {
  const store = open({ workspaceId: w })
  await retrying(async () => {
    const record = await store.get(kind, id)
    if (record === undefined || record.deletedAt !== undefined) return
    const next = await nextOf(w, kind, id)
    const touched = isLater(touchedAt, record)
    if (!touched && JSON.stringify(next ?? null) === JSON.stringify(record.nextActivity ?? null)) return
    const { nextActivity: _, ...rest } = record
    const after = {
      ...rest,
      ...(next && { nextActivity: next }),
      ...(touched && { touchedAt }),
      version: record.version + 1,
    }
    await store.commit(...store.saving(kind, after as Everything[typeof kind], record))
  })
}

async function nextOf(w: string, kind: RecordKind, id: number): Promise<NextActivity | undefined> {
  const store = open({ workspaceId: w })
  const { items } = await store.edges(kind, id, "activity#open#", { limit: 1 })
  if (items[0] === undefined) return undefined
  const activity = await store.get("activity", Number(items[0].id))
  if (activity === undefined || activity.done) return undefined
  const { dueOn: on, dueAt: at, type, subject } = activity
  return { id: activity.id, on, ...(at && { at }), type, subject }
}
