/** A mapping in the making: its draft outlives a reload of the page, and what is wrong with it stands beside what it is about. */
import { createEffect, createSignal } from "solid-js"
import { createStore, reconcile, type SetStoreFunction } from "solid-js/store"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Column } from "../../shared/import.ts"
import type { Mapping } from "../../shared/mapping.ts"
import { Problem } from "../../shared/problem.ts"
import { choiceFor, type Means, stagesMoved } from "./choices.ts"
import { type Choice, type Choosable, type ColumnDraft, Draft, draftOf, mappingOf } from "./draft.ts"
import { type Faults, faultAt, faultsIn, wholeFault } from "./faults.ts"
import { map } from "./queries.ts"

/** An import whose file has been read. */
export type Mapped = ImportAnswer & { columns: Column[]; mapping: Mapping }

export type MappingForm = ReturnType<typeof createMapping>

const keyOf = (id: string) => `halyard.import.${id}`

/** What was kept of a draft, when it began as the mapping that is in force. */
function kept(job: Mapped): Draft | undefined {
  try {
    const { base, draft } = JSON.parse(sessionStorage.getItem(keyOf(job.id)) ?? "{}")
    return base === JSON.stringify(job.mapping) ? Draft.safeParse(draft).data : undefined
  } catch {
    return undefined
  }
}

export function createMapping(job: Mapped, setup: () => Setup) {
  const { id, columns } = job
  const base = JSON.stringify(job.mapping)
  const [draft, set] = createStore<Draft>(kept(job) ?? draftOf(job.mapping, columns, job.user_id))
  const [faults, setFaults] = createSignal<Faults>({})
  const [problem, setProblem] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const means = (): Means => ({ setup: setup(), columns, importerId: job.user_id })
  createEffect(() => keep(id, JSON.stringify({ base, draft })))

  const clear = (concerns: (where: string) => boolean) =>
    setFaults((all) => Object.fromEntries(Object.entries(all).filter(([where]) => !concerns(where))))
  const send = async () => {
    setProblem(undefined)
    setFaults(faultsIn(draft, means()))
    if (Object.keys(faults()).length > 0) return toFirstFault()
    setBusy(true)
    try {
      await map(
        id,
        mappingOf(draft, columns, setup(), (of, value) => choiceFor(draft, of, value, means())),
      )
    } catch (error) {
      if (error instanceof Problem) setFaults(error.fields)
      setProblem(error instanceof Error ? error.message : "Something went wrong")
    } finally {
      setBusy(false)
    }
    toFirstFault()
  }
  return {
    job,
    columns,
    draft,
    set: set as SetStoreFunction<Draft>,
    setup,
    means,
    busy,
    fault: (where: string) => faultAt(faults(), where),
    hasFaults: (where: string) => Object.keys(faults()).some((at) => at.startsWith(`${where}.`)),
    problem: () => wholeFault(faults()) ?? problem(),
    choice: (of: Choosable, value: string): Choice => choiceFor(draft, of, value, means()),
    setColumn: (index: number, part: Partial<ColumnDraft>) => {
      set("columns", index, part)
      const retargets = part.to !== undefined
      clear(
        (at) => at === "columns" || at.startsWith(`columns.${index}.`) || (retargets && /^columns\.\d+\.to$/.test(at)),
      )
    },
    /** Dates of one file are written alike: the answer holds for the other columns too that have none. */
    setDates: (index: number, dates: ColumnDraft["dates"]) => {
      set("columns", (one, at) => at === index || (dates !== "" && one.dates === "" && isAmbiguous(columns, at)), {
        dates,
      })
      clear((at) => at.endsWith(".dates"))
    },
    choose: (of: Choosable, value: string, part: Partial<Choice>) => {
      set(of, value, { ...choiceFor(draft, of, value, means()), ...part })
      clear((at) => at === `${of}.${value}` || at.startsWith(`${of}.${value}.`))
    },
    setPipeline: (part: Partial<Choice>) => {
      set("pipeline", part)
      if (part.to !== undefined) set("stages", reconcile(stagesMoved(draft, means())))
      clear((at) => at === "pipeline" || at.startsWith("pipeline."))
    },
    send,
  }
}

const isAmbiguous = (columns: readonly Column[], at: number) => columns[at]?.dates === "ambiguous"

/** A browser that keeps nothing is no reason not to go on. */
function keep(id: string, text: string): void {
  try {
    sessionStorage.setItem(keyOf(id), text)
  } catch {}
}

function toFirstFault(): void {
  queueMicrotask(() => document.querySelector<HTMLElement>("main [aria-invalid=true]")?.focus())
}
