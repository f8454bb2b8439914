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

export function typeName(key: string): string {
  const types = queryClient.getQueryData<Setup>(["setup"])?.activity_types
  return types?.find((type) => type.key === key)?.name ?? key
}

/** How an activity of a type may end. */
export function outcomesFor(setup: Setup | undefined, type: string): string[] {
  return setup?.activity_types.find(({ key }) => key === type)?.outcomes ?? []
}
