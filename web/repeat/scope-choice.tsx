import type { Scope } from "../../shared/api/activities.ts"
import { Chips } from "../ui/chips.tsx"

const SCOPES: { value: Scope; label: string }[] = [
  { value: "this", label: "This activity" },
  { value: "following", label: "This and following" },
]

/** Which activities of a series are meant. */
export function ScopeChoice(props: { value: Scope; onValue: (scope: Scope) => void }) {
  return (
    <Chips
      label="Which activities"
      single
      value={[props.value]}
      onValue={([scope = "this"]) => props.onValue(scope)}
      options={SCOPES}
    />
  )
}
