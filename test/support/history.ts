/** Random lives of records, led through the data layer: every version is committed as a verb commits it. */
import fc from "fast-check"
import type { Activity } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import { move, settle } from "../../shared/deal-life.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import { RecordKind } from "../../shared/record.ts"
import { instant } from "../../shared/time.ts"
import {
  aDeal,
  aFile,
  aLead,
  aNote,
  anActivity,
  anOrganization,
  aPerson,
  aProduct,
  aProject,
  aTask,
} from "./records.ts"

const START = Date.parse("2026-03-01T09:00:00Z")
/** On both sides of a bucket's end. */
const IDS = [1, 255, 256]
const ACTS = ["change", "link", "close", "move", "trash", "restore", "purge"] as const
const OFTEN = ["change", ...ACTS, "trash", "purge"] as const

export type Step = { kind: RecordKind; id: number; act: (typeof ACTS)[number]; n: number }

export const steps = (acts: readonly Step["act"][] = OFTEN): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...RecordKind.options, "deal" as const, "activity" as const),
      id: fc.constantFrom(...IDS),
      act: fc.constantFrom(...acts),
      n: fc.nat(1000),
    }),
    { minLength: 5, maxLength: 60 },
  )

const pick = <T>(from: readonly T[], n: number): T => {
  const one = from[n % from.length]
  if (one === undefined) throw new Error("nothing to pick from")
  return one
}
const WORDS = ["Blue pumps", "blue Valves", "Õun & Co", "north pumps ltd", ""]
const channel = (value: string) => ({ value, label: "work", primary: true })

function links(n: number) {
  const linked = (at: number) => (at % 3 === 0 ? undefined : pick(IDS, at))
  return { dealId: linked(n), personId: linked(Math.floor(n / 3)), organizationId: linked(Math.floor(n / 9)) }
}

/** The kinds as they come to be and as an act changes them; `n` chooses. */
const LIVES: {
  [K in RecordKind]: {
    fresh(id: number, n: number): RecordOf[K]
    after(record: RecordOf[K], act: Step["act"], n: number, at: string): RecordOf[K]
  }
} = {
  deal: {
    fresh: (id, n) => aDeal({ id, title: `Deal ${pick(WORDS, n)}`, ...changedDeal(n), ...without(links(n), "dealId") }),
    after: (deal, act, n, at) => {
      if (act === "move") return { ...move(deal, { stageId: 1 + (n % 3), pipelineId: 1 }, at), touchedAt: at }
      if (act === "link") return { ...deal, ...without(links(n), "dealId") }
      if (act !== "close") return { ...deal, title: `Deal ${pick(WORDS, n)}`, ...changedDeal(n), touchedAt: at }
      if (n % 5 === 0) return { ...deal, archivedAt: deal.archivedAt === undefined ? at : undefined }
      return settle(deal, { status: pick(["won", "lost", "open"] as const, n), at, zone: "UTC", again: false })
    },
  },
  person: {
    fresh: (id, n) => aPerson({ id, ...changedPerson(n) }),
    after: (person, act, n) =>
      act === "link" ? { ...person, organizationId: links(n).organizationId } : { ...person, ...changedPerson(n) },
  },
  organization: {
    fresh: (id, n) => anOrganization({ id, ...changedOrganization(n) }),
    after: (organization, _, n) => ({ ...organization, ...changedOrganization(n) }),
  },
  activity: {
    fresh: (id, n) => anActivity({ id, ...changedActivity(n), ...links(n) }),
    after: (activity, act, n, at) => {
      if (act === "link") return { ...activity, ...links(n) }
      if (act !== "close") return { ...activity, ...changedActivity(n) }
      return activity.done ? { ...activity, done: false, doneAt: undefined } : { ...activity, done: true, doneAt: at }
    },
  },
  note: {
    fresh: (id, n) => aNote({ id, content: `<p>${n}</p>`, ...links(n) }),
    after: (note, act, n) => (act === "link" ? { ...note, ...links(n) } : { ...note, content: `<p>${n}</p>` }),
  },
  file: {
    fresh: (id, n) => aFile({ id, ...links(n), ...(n % 3 === 0 && { uploadedAt: undefined }) }),
    after: (file, act, n, at) => {
      if (act === "link") return { ...file, ...links(n) }
      return act === "close" ? { ...file, uploadedAt: file.uploadedAt ?? at } : { ...file, name: `${n}.pdf` }
    },
  },
  product: {
    fresh: (id, n) => aProduct({ id, name: `Pump ${pick(WORDS, n)}`, code: `P-${n % 7}` }),
    after: (product, act, n) =>
      act === "close" ? { ...product, linkable: !product.linkable } : { ...product, name: `Pump ${pick(WORDS, n)}` },
  },
  lead: {
    fresh: (id, n) => aLead({ id, title: `Lead ${pick(WORDS, n)}`, ...without(links(n), "dealId") }),
    after: (lead, act, n, at) => {
      if (act === "link") return { ...lead, ...without(links(n), "dealId") }
      return act === "close" ? { ...lead, archivedAt: at } : { ...lead, title: `Lead ${pick(WORDS, n)}` }
    },
  },
  project: {
    fresh: (id, n) => aProject({ id, title: `Project ${pick(WORDS, n)}`, description: pick(WORDS, n + 1) }),
    after: (project, act, n) => {
      if (act === "link") return { ...project, dealIds: pick([[], [1], [1, 2]], n) }
      return { ...project, phaseId: 1 + (n % 3) }
    },
  },
  task: {
    fresh: (id, n) => aTask({ id, title: `Task ${n}`, projectId: pick(IDS, n) }),
    after: (task, act, n) =>
      act === "link" ? { ...task, projectId: pick(IDS, n) } : { ...task, done: !task.done, assigneeIds: [1 + (n % 3)] },
  },
}

function without<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = from
  return rest
}

function changedDeal(n: number): Partial<Deal> {
  return {
    value: { amount: n * 37, currency: pick(["EUR", "USD", "KWD"], n) },
    ownerId: 1 + (n % 3),
    visibleTo: pick([1, 3, 7] as const, n),
    labelIds: pick([[], [1], [1, 2]], n),
    probability: n % 4 === 0 ? n / 10 : undefined,
    custom: n % 2 === 0 ? {} : { colour: pick(WORDS, n), size: n },
  }
}

function changedPerson(n: number): Partial<Person> {
  const emails = n % 2 === 0 ? [] : [channel(`mari.${n % 4}@example.ee`)]
  return { name: `Mari ${pick(WORDS, n)}`, emails, phones: n % 3 === 0 ? [channel(`+372 55${n}`)] : [] }
}

function changedOrganization(n: number): Partial<Organization> {
  return {
    name: `Org ${pick(WORDS, n)}`,
    ...(n % 2 === 0 && { address: { value: `Street ${n % 5}` } }),
    ownerId: 1 + (n % 2),
  }
}

function changedActivity(n: number): Partial<Activity> {
  const dueOn = `2026-04-${String(1 + (n % 9)).padStart(2, "0")}`
  return {
    subject: `Call ${n % 7}`,
    dueOn,
    dueAt: n % 2 === 0 ? undefined : `${String(8 + (n % 10)).padStart(2, "0")}:00`,
  }
}

export type AnyRecord = RecordOf[RecordKind]
export type Table = {
  commit(kind: RecordKind, after: AnyRecord, before: AnyRecord | undefined): Promise<void>
  purge(kind: RecordKind, id: number): Promise<void>
}
/** What is there at the end, and the last version of what is gone for good. */
export type Outcome = {
  records: Map<string, { kind: RecordKind; record: AnyRecord }>
  purged: Map<string, AnyRecord>
  changes: number
}

export const nameOf = (kind: RecordKind, id: number) => `${kind} ${id}`

/** Leads records through a history. What no record can do at that point is left out. */
export async function live(history: readonly Step[], table: Table): Promise<Outcome> {
  const records: Outcome["records"] = new Map()
  const purged: Outcome["purged"] = new Map()
  let changes = 0
  for (const [tick, step] of history.entries()) {
    const name = nameOf(step.kind, step.id)
    const before = records.get(name)?.record
    if (purged.has(name)) continue
    if (step.act === "purge" && before !== undefined) {
      if (before.deletedAt === undefined) continue
      await table.purge(step.kind, step.id)
      records.delete(name)
      purged.set(name, before)
    } else {
      const after = next(step, before, instant(START + tick * 1000))
      await table.commit(step.kind, after, before)
      records.set(name, { kind: step.kind, record: after })
    }
    changes++
  }
  return { records, purged, changes }
}

function next({ kind, id, act, n }: Step, before: AnyRecord | undefined, at: string): AnyRecord {
  const { fresh, after } = LIVES[kind]
  const stamp = { changedAt: at, changedBy: 1 + (n % 3) }
  if (before === undefined) return { ...fresh(id, n), addedAt: at, ...stamp }
  const version = before.version + 1
  if (act === "trash") return { ...before, ...stamp, version, deletedAt: at }
  const changed = act === "restore" ? { ...before, deletedAt: undefined } : after(before as never, act, n, at)
  return { ...changed, ...stamp, version }
}
