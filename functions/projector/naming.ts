/** Deals tell what their person and organization are called: a change of one is told with these names to whom may see the contacts. */
import { MANY } from "../../shared/change.ts"
import { canSee, type Viewer } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
import type { People } from "./audience.ts"
import { byWorkspace, type Image, isOf } from "./image.ts"

/** A change as some are told it. */
type Told = { audience: string[]; image: Image }
type Contact = "person" | "organization"
const CONTACTS = [
  { kind: "person", link: "personId", name: "personName" },
  { kind: "organization", link: "organizationId", name: "organizationName" },
] as const

/** One telling of each change, or several where not everyone who is told may read all names. */
export async function namingFor(
  images: readonly Image[],
  people: People,
): Promise<(image: Image, audience: string[]) => Told[]> {
  const sees = await seersOf(images, people)
  return (image, audience) => {
    if (!isOf(image, "deal") || image.after === undefined) return [{ audience, image }]
    const { w, after } = image
    const regular = regularIn(people, w).filter(
      ({ userId }) => audience.includes("all") || audience.includes(`user:${userId}`),
    )
    const hiddenFrom = (viewer: Viewer) =>
      CONTACTS.filter(({ kind, link, name }) => after[name] !== undefined && !sees(w, kind, after[link] ?? 0, viewer))
    const groups = Map.groupBy(regular, (viewer) =>
      hiddenFrom(viewer)
        .map(({ name }) => name)
        .join(),
    )
    if ([...groups.keys()].every((names) => names === "")) return [{ audience, image }]
    const usersOf = (names: string) => (groups.get(names) ?? []).map(({ userId }) => `user:${userId}`)
    const others = [...groups.keys()].filter((names) => names !== "")
    return [
      { audience: [...usersOf(""), "role:admin"], image },
      ...others.map((names) => ({ audience: usersOf(names), image: without(image, names.split(",")) })),
    ]
  }
}

function without(image: Image, names: readonly string[]): Image {
  const kept = Object.entries(image.after ?? {}).filter(([name]) => !names.includes(name))
  return { ...image, after: Object.fromEntries(kept) } as Image
}

const regularIn = (people: People, w: string) => (people.get(w) ?? []).filter(({ sight }) => sight !== "everything")

/** Who may see the contacts of the deals, which are read where anyone may not see everything. */
async function seersOf(images: readonly Image[], people: People) {
  const found = new Map<string, ReadonlySet<number>>()
  for (const [w, own] of byWorkspace(images)) {
    const regular = regularIn(people, w)
    if (regular.length === 0) continue
    const deals = own.flatMap((image) => (isOf(image, "deal") && image.after !== undefined ? [image.after] : []))
    // so many are not told one by one
    if (deals.length > MANY) continue
    for (const { kind, link } of CONTACTS) {
      const ids = [...new Set(deals.flatMap((deal) => deal[link] ?? []))]
      const records = ids.length === 0 ? [] : await open({ workspaceId: w }).getMany(kind, ids, false)
      for (const record of records) {
        const seers = regular.filter((viewer) => canSee(viewer, record)).map(({ userId }) => userId)
        found.set(`${w} ${kind} ${record.id}`, new Set(seers))
      }
    }
  }
  return (w: string, kind: Contact, id: number, { userId }: Viewer) =>
    found.get(`${w} ${kind} ${id}`)?.has(userId) === true
}
