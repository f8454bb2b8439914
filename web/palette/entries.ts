/** What the palette lists: what was opened last, commands, and what the search found. */
import type { JSX } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { Hit } from "../../shared/api/search.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { IconDeal, IconOrganization, IconPerson } from "../ui/icons.ts"
import { fits } from "./matching.ts"
import type { Recent, RecentKind } from "./recent.ts"

export type Entry = {
  key: string
  label: string
  note: string
  icon: (props: object) => JSX.Element
  /** Further words a command is found by. */
  words?: string
  keys?: string
  href?: string
  run?: () => void
}
export type Group = { name: string; entries: readonly Entry[] }

const ICONS = { deal: IconDeal, person: IconPerson, organization: IconOrganization }
const PATHS: Record<RecentKind, string> = { deal: "deals", person: "persons", organization: "organizations" }
const NAMES: Record<RecentKind, string> = { deal: "Deals", person: "People", organization: "Organizations" }

/** Commands that are shown beside what the search found. */
const COMMANDS_SHOWN = 5
/** Records of one kind that are shown. */
const RECORDS_SHOWN = 8

export function recentEntry(one: Recent): Entry {
  return record(one.kind, one.id, one.name, one.note)
}

function hitEntry(hit: Hit, setup: Setup | undefined): Entry {
  if (hit.type === "person") {
    return record("person", hit.id, hit.name, [hit.organization?.name, hit.primary_email].filter(Boolean).join(" · "))
  }
  if (hit.type === "organization") return record("organization", hit.id, hit.name, hit.address ?? "")
  const value = hit.value === null ? undefined : formatMoney(minorUnits(hit.value, hit.currency), hit.currency)
  const state = hit.status === "open" ? hit.stage.name : hit.status === "won" ? "Won" : "Lost"
  const owner = setup?.users.find((user) => user.id === hit.owner.id)?.name
  const contact = hit.organization?.name ?? hit.person?.name ?? owner
  return record("deal", hit.id, hit.title, [contact, value, state].filter(Boolean).join(" · "))
}

function record(kind: RecentKind, id: number, label: string, note: string): Entry {
  return { key: `${kind}-${id}`, label, note, icon: ICONS[kind], href: `/${PATHS[kind]}/${id}` }
}

/** What the search found, each with its entry: made once, so that what is typed on leaves what stands there alone. */
export type Found = { kind: Hit["type"]; entry: Entry }

export function foundIn(hits: readonly Hit[], setup: Setup | undefined): Found[] {
  return hits.map((hit) => ({ kind: hit.type, entry: hitEntry(hit, setup) }))
}

/** The groups for what is typed. What is known here comes first, so that what the server finds moves nothing. */
export function groupsFor(
  term: string,
  recents: readonly Entry[],
  commands: readonly Group[],
  found: readonly Found[],
): Group[] {
  const typed = term.trim()
  const known = recents.filter((entry) => typed === "" || fits(entry.label, typed))
  const recent = known.slice(0, typed === "" ? RECORDS_SHOWN : 3)
  if (typed === "") return filled([{ name: "Recent", entries: recent }, ...commands])
  const fitting = commands.flatMap((group) => group.entries).filter((one) => fits(`${one.label} ${one.words}`, typed))
  const taken = new Set(recent.map((entry) => entry.key))
  const groupOf = (kind: RecentKind): Group => ({
    name: NAMES[kind],
    entries: found
      .filter((one) => one.kind === kind && !taken.has(one.entry.key))
      .map((one) => one.entry)
      .slice(0, RECORDS_SHOWN),
  })
  // the kind of the best hit comes first
  const kinds = [...new Set<RecentKind>([...found.map((one) => one.kind), "deal", "person", "organization"])]
  return filled([
    { name: "Recent", entries: recent },
    { name: "Commands", entries: fitting.slice(0, COMMANDS_SHOWN) },
    ...kinds.map(groupOf),
  ])
}

const filled = (groups: readonly Group[]) => groups.filter((group) => group.entries.length > 0)
