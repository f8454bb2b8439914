/** What hangs on a record that became part of another is moved there, each child by itself: done again it comes to the same. */
import type { Activity } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import type { FileRecord } from "../../shared/file.ts"
import type { Lead } from "../../shared/lead.ts"
import type { Note } from "../../shared/note.ts"
import type { Person } from "../../shared/person.ts"
import type { Project } from "../../shared/project.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Item } from "../data/table.ts"
import { type By, changed } from "../records/stamp.ts"
import { inTurns } from "../records/turns.ts"
import * as ties from "../ties/ties.ts"
import { moveMails } from "./mails.ts"

type Parent = "deal" | "person" | "organization"
type Child = Deal | Person | Activity | Note | FileRecord | Lead | Project
type ChildKind = "deal" | "person" | "activity" | "note" | "file" | "lead" | "project"
type Move = { from: number; to: number }

/** Children that are moved at a time. */
const WIDTH = 8

const LINK = { deal: "dealId", person: "personId", organization: "organizationId" } as const
const LINKS = { deal: "dealIds", person: "personIds", organization: "organizationIds" } as const
const NAME = { deal: undefined, person: "personName", organization: "organizationName" } as const

/** Moves at most `most` children; answers whether none are left. */
export async function moveChildren(
  store: Store,
  by: By,
  kind: Parent,
  move: Move,
  most: number,
  now = Date.now(),
): Promise<boolean> {
  const { items } = await store.edges(kind, move.from, "", { limit: most + 1 })
  await inTurns(items.slice(0, most), WIDTH, (edge) => moveOne(store, by, kind, move, edge, now))
  return items.length <= most
}

async function moveOne(store: Store, by: By, kind: Parent, move: Move, edge: Item, now: number): Promise<void> {
  if (edge.sk.startsWith("tie#")) return ties.move(store, Number(edge.id), move)
  const of = edge.of as ChildKind
  await retrying(async () => {
    const [child, parent] = await Promise.all([store.get(of, Number(edge.id)), store.get(kind, move.to)])
    const name = parent !== undefined && "name" in parent ? parent.name : undefined
    const after = child === undefined || parent === undefined ? undefined : relinked(child, kind, move, name)
    if (child === undefined || after === undefined) return store.commit({ delete: { pk: edge.pk, sk: edge.sk } })
    await store.commit(...store.saving(of, { ...after, ...changed(child, by, now) } as Child as never, child as never))
  })
}

/** The child under the other parent; undefined when it is not under the first one any more. */
function relinked(child: Child, kind: Parent, { from, to }: Move, name: string | undefined): Child | undefined {
  if ("dealIds" in child) return among(child, LINKS[kind], from, to)
  const link = LINK[kind]
  const known: Record<string, unknown> = { ...child }
  const isMain = known[link] === from
  const others = kind === "person" && "participants" in child ? participants(child, from, to, isMain) : undefined
  if (!isMain && others === undefined) return undefined
  const label = NAME[kind]
  // the child is of the kind it was: its own names are among those that change
  return {
    ...child,
    ...(isMain && { [link]: to }),
    ...(isMain && label !== undefined && label in child && name !== undefined && { [label]: name }),
    ...others,
  } as Child
}

/** A project belongs to several: to the one in the other's place, and to none twice. */
function among(project: Project, links: (typeof LINKS)[Parent], from: number, to: number): Project | undefined {
  if (!project[links].includes(from)) return undefined
  return { ...project, [links]: [...new Set(project[links].map((id) => (id === from ? to : id)))] }
}

/** The people of an activity or a deal, one in the other's place and nobody twice. */
function participants(child: Deal | Activity, from: number, to: number, isMain: boolean) {
  const all: { personId: number }[] = child.participants ?? []
  if (!all.some((one) => one.personId === from)) return undefined
  const swapped = all.map((one) => (one.personId === from ? { ...one, personId: to } : one))
  const once = [...new Map(swapped.toReversed().map((one) => [one.personId, one])).values()].toReversed()
  const mainOfDeal = "stageId" in child ? (isMain ? to : child.personId) : undefined
  return { participants: once.filter((one) => one.personId !== mainOfDeal) }
}

export async function moveAll(event: { workspaceId: string }, by: By, kind: Parent, move: Move): Promise<void> {
  const store = open(event)
  while (!(await moveChildren(store, by, kind, move, 100))) {}
  while (kind !== "organization" && !(await moveMails(store, kind, move, 100))) {}
}
