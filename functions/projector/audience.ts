/** Who is told of a change: those who may see the record now, or could before. */
import { audienceOf, type Viewer } from "../../shared/permission.ts"
import { isRecordKind } from "../data/patterns.ts"
import { setupIfThere } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { activeViewers } from "../data/viewers.ts"
import { PARENT_KINDS, parentsOf } from "../records/parents.ts"
import { byWorkspace, type Image, isOf } from "./image.ts"

/** Audiences of a change, and of the record as it is now alone: where these are fewer, the rest must learn that it is gone. */
export type Audiences = (image: Image) => { told: string[]; now: string[] }

/** Notes and files are for those who may see a record that they belong to: what these are is read here. */
export async function audiencesFor(images: readonly Image[], people: People): Promise<Audiences> {
  const parents = await parentsOfAll(images, people)
  const one = (image: Image, state: Image["after"]) =>
    state === undefined ? [] : audienceIn(parents, people.get(image.w) ?? [], image, state)
  return (image) => {
    const now = one(image, image.after)
    return { told: merged([...one(image, image.before), ...now]), now: merged(now) }
  }
}

const OWNED = ["deal", "person", "organization", "activity", "product", "lead", "project", "task"] as const

type Parents = ReadonlyMap<string, string[]>
export type People = ReadonlyMap<string, Viewer[]>

/** Who may look, in each workspace where it matters. */
export async function peopleOf(images: readonly Image[]): Promise<People> {
  const some = images.filter((image) => isRecordKind(image.kind)).map(({ w }) => w)
  const own = async (w: string) => {
    const setup = await setupIfThere(w)
    return [w, setup === undefined ? [] : activeViewers(setup)] as const
  }
  return new Map(await Promise.all([...new Set(some)].map(own)))
}

async function parentsOfAll(images: readonly Image[], people: People): Promise<Parents> {
  const found = new Map<string, string[]>()
  for (const [w, own] of byWorkspace(images)) {
    const store = open({ workspaceId: w })
    const all = own.flatMap((image) =>
      isOf(image, "note", "file")
        ? [image.before, image.after].flatMap((child) => (child ? parentsOf(child) : []))
        : [],
    )
    for (const kind of PARENT_KINDS) {
      const ids = [...new Set(all.filter((parent) => parent.kind === kind).map(({ id }) => id))]
      if (ids.length === 0) continue
      for (const record of await store.getMany(kind, ids))
        found.set(`${w} ${kind} ${record.id}`, audienceOf(people.get(w) ?? [], record))
    }
  }
  return found
}

function audienceIn(
  parents: Parents,
  people: readonly Viewer[],
  image: Image,
  state: NonNullable<Image["after"]>,
): string[] {
  const as = { ...image, before: undefined, after: state } as Image
  if (isOf(as, "filter")) return as.after === undefined || as.after.shared ? ["all"] : [`user:${as.after.ownerId}`]
  if (isOf(as, "note", "file") && as.after !== undefined) {
    const { w } = as
    return parentsOf(as.after).flatMap(({ kind, id }) => parents.get(`${w} ${kind} ${id}`) ?? [])
  }
  if (isOf(as, ...OWNED) && as.after !== undefined) return audienceOf(people, as.after)
  return ["all"]
}

function merged(audience: readonly string[]): string[] {
  return audience.includes("all") ? ["all"] : [...new Set(audience)].sort()
}
