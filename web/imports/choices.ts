/** What the values of a file stand for where nobody has chosen yet, by their names. */
import type { UserAnswer } from "../../shared/api/users.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Column } from "../../shared/import.ts"
import { nameKey } from "../../shared/organization.ts"
import { stagesIn } from "../pipelines/stages.ts"
import { allowed } from "../settings/queries.ts"
import { byId, type Choice, type Choosable, columnFor, type Draft, idIn } from "./draft.ts"

/** `importerId` is whoever started the import. */
export type Means = { setup: Setup; columns: readonly Column[]; importerId: number }

export const newOne = (name: string): Choice => ({ to: "new", name, email: "" })
const bare = (to: string, name: string): Choice => ({ to, name, email: "" })

const GUESSES: Record<Choosable, (value: string, draft: Draft, means: Means) => Choice> = {
  pipelines: guessPipeline,
  stages: guessStage,
  owners: guessOwner,
}

export function choiceFor(draft: Draft, of: Choosable, value: string, means: Means): Choice {
  return draft[of][value] ?? GUESSES[of](value, draft, means)
}

const named = <T extends { name: string }>(all: readonly T[], name: string) =>
  all.find((one) => nameKey(one.name) === nameKey(name))

function guessPipeline(value: string, _: Draft, { setup }: Means): Choice {
  const known = named(setup.pipelines, value)
  if (known === undefined && allowed(setup, "pipelines.edit")) return newOne(value)
  return byId((known ?? setup.pipelines[0])?.id ?? 1, value)
}

/** With a column of pipelines, a stage is found by its name in the pipeline of its row. */
export function inManyPipelines(draft: Draft, { columns }: Means): boolean {
  return columnFor(draft, columns, "pipeline") !== undefined
}

function guessStage(value: string, draft: Draft, means: Means): Choice {
  const { setup } = means
  const many = inManyPipelines(draft, means)
  const stages = many ? [] : stagesIn(setup, idIn(draft.pipeline.to) ?? 0)
  const known = named(stages, value)
  if (known !== undefined) return byId(known.id, value)
  const ended = /^(?:closed )?(won|lost)$/.exec(nameKey(value))?.[1]
  if (ended !== undefined) return bare(ended, value)
  const [first] = stages
  return allowed(setup, "pipelines.edit") || first === undefined ? newOne(value) : byId(first.id, value)
}

/** Stages that were chosen in one pipeline, in another. */
export function stagesMoved(draft: Draft, means: Means): Record<string, Choice> {
  const free: Draft = { ...draft, stages: {} }
  return Object.fromEntries(
    Object.entries(draft.stages).map(([value, choice]) => {
      const id = idIn(choice.to)
      if (id === undefined && choice.to !== "new") return [value, choice]
      const name = means.setup.stages.find((stage) => stage.id === id)?.name ?? choice.name
      return [value, guessStage(name, free, means)]
    }),
  )
}

/** Who of the workspace has this name or e-mail address; somebody active before others. */
export function userNamed(value: string, { users }: Setup): UserAnswer | undefined {
  const same = users.filter((user) => nameKey(user.name) === nameKey(value))
  return (
    users.find((user) => user.email?.toLowerCase() === value.toLowerCase()) ??
    same.find((user) => user.status === "active") ??
    same[0]
  )
}

function guessOwner(value: string, draft: Draft, { setup, importerId }: Means): Choice {
  const known = userNamed(value, setup)
  if (known !== undefined) return known.id === importerId ? bare("me", value) : byId(known.id, value)
  return strangerAs(draft.others, value)
}

/** An owner who is nobody in the workspace. */
export function strangerAs(others: Draft["others"], value: string): Choice {
  if (others === "new_user") return newOne(value.slice(0, 120))
  return bare(others === "importer" ? "me" : "skip", value)
}

/** Values of the owners' column that are nobody in the workspace. */
export function strangersIn(draft: Draft, means: Means): string[] {
  const values = columnFor(draft, means.columns, "owner")?.distinct.values ?? []
  return values.flatMap(({ value }) => (userNamed(value, means.setup) === undefined ? [value] : []))
}
