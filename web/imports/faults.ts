/** What is missing in a mapping before it can be sent, by the places that the API names too. */
import * as z from "zod"
import { choiceFor, type Means } from "./choices.ts"
import { type Choosable, columnFor, type Draft, targetOf } from "./draft.ts"
import { datesAsked } from "./targets.ts"

export type Faults = Readonly<Record<string, string>>

const EMPTY = "must not be empty"

export function faultsIn(draft: Draft, means: Means): Faults {
  return {
    ...columnFaults(draft, means),
    ...(draft.makesDeals && draft.pipeline.to === "new" && draft.pipeline.name.trim() === "" && { pipeline: EMPTY }),
    ...choiceFaults(draft, means),
  }
}

function columnFaults(draft: Draft, { columns, setup }: Means): Faults {
  const faults: Record<string, string> = {}
  for (const column of columns) {
    const one = draft.columns[column.index]
    if (one === undefined) continue
    const to = targetOf(draft, column.index)
    const at = `columns.${column.index}`
    if (to === "new_field" && one.name.trim() === "") faults[`${at}.field_name`] = EMPTY
    const asked = to !== "ignore" && datesAsked(column, one, setup) === "must"
    if (asked && one.dates === "") faults[`${at}.dates`] = "Say which comes first: these dates can be read both ways"
  }
  return faults
}

const CHOICES: readonly { of: Choosable; target: string }[] = [
  { of: "pipelines", target: "pipeline" },
  { of: "stages", target: "stage" },
  { of: "owners", target: "owner" },
]

function choiceFaults(draft: Draft, means: Means): Faults {
  const faults: Record<string, string> = {}
  for (const { of, target } of CHOICES) {
    for (const { value } of columnFor(draft, means.columns, target)?.distinct.values ?? []) {
      const { to, name, email } = choiceFor(draft, of, value, means)
      if (to !== "new") continue
      if (name.trim() === "") faults[`${of}.${value}`] = EMPTY
      if (email.trim() !== "" && !z.email().safeParse(email.trim()).success)
        faults[`${of}.${value}.new_user.email`] = "must be an e-mail address"
    }
  }
  return faults
}

/** What is wrong at a place or below it. */
export function faultAt(faults: Faults, where: string): string | undefined {
  return faults[where] ?? Object.entries(faults).find(([at]) => at.startsWith(`${where}.`))?.[1]
}

/** How many faults stand beside fields; what is said of the mapping as a whole stands at its end. */
export function wholeFault(faults: Faults): string | undefined {
  const { columns: whole, ...beside } = faults
  const count = Object.keys(beside).length
  if (whole !== undefined) return whole
  return count === 0 ? undefined : count === 1 ? "One place needs another look." : `${count} places need another look.`
}
