/** What activities of this workspace may be, for those who choose one or read one's name. */
import type { Setup } from "../../shared/api/workspaces.ts"
import { queryClient } from "../app/queries.ts"
import { iconOf } from "./activity-icon.tsx"

/** As choices. A type that was taken away stays where it is the one that is chosen. */
export function typeChoices(setup: Setup | undefined, ...chosen: string[]) {
  const known = (setup?.activity_types ?? []).map(({ key, name }) => ({ value: key, label: name, icon: iconOf(key) }))
  const gone = chosen.filter((key) => known.every(({ value }) => value !== key))
  return [...known, ...gone.map((key) => ({ value: key, label: key, icon: iconOf(key) }))]
}

const known = () => queryClient.getQueryData<Setup>(["setup"])?.activity_types ?? []

export function hasType(key: string): boolean {
  return known().some((type) => type.key === key)
}

export function typeName(key: string): string {
  return known().find((type) => type.key === key)?.name ?? key
}

/** What a form begins with: a call, or the first type where calls were taken away. */
export function usualType(): string {
  const all = known()
  return (all.find(({ key }) => key === "call") ?? all[0])?.key ?? "call"
}

/** How an activity of a type may end. */
export function outcomesFor(setup: Setup | undefined, type: string): string[] {
  return setup?.activity_types.find(({ key }) => key === type)?.outcomes ?? []
}
