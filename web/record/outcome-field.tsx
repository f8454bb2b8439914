import type { Setup } from "../../shared/api/workspaces.ts"
import { Combobox } from "../ui/combobox.tsx"
import { outcomesFor } from "./activity-types.ts"

type Props = {
  setup: Setup | undefined
  type: string
  value: string
  onValue: (outcome: string) => void
  error: string | undefined
}

/** How it went: one of the type's outcomes, or words of one's own. */
export function OutcomeField(props: Props) {
  return (
    <Combobox<string>
      label="Outcome"
      placeholder="How did it go?"
      options={outcomesFor(props.setup, props.type)}
      value={props.value || null}
      onValue={(outcome) => props.onValue(outcome ?? "")}
      onCreate={(outcome) => props.onValue(outcome)}
      createLabel={(text) => `Use “${text}”`}
      keyOf={(outcome) => outcome}
      labelOf={(outcome) => outcome}
      error={props.error}
    />
  )
}
