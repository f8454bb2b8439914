import { useQuery } from "@tanstack/solid-query"
import { Show } from "solid-js"
import { settled } from "../app/queries.ts"
import { Check } from "../ui/choice.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { READY_MADE, templatesQuery } from "./templates.ts"

export type Beginning = { name: string; weighs: boolean; template: string }

export const NO_BEGINNING: Beginning = { name: "", weighs: true, template: "" }

type Props = { value: Beginning; onValue: (value: Beginning) => void; errors: Record<string, string> }

/** What a new pipeline is called and what it begins with. */
export function BeginFields(props: Props) {
  const templates = useQuery(templatesQuery)
  const change = (part: Partial<Beginning>) => props.onValue({ ...props.value, ...part })
  const kept = () => (settled(templates) ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const options = () => [
    { value: "", label: "No stages yet" },
    ...(kept().length > 0 ? [{ group: "Your team's templates", options: kept() }] : []),
    { group: "Ready-made", options: READY_MADE },
  ]
  return (
    <>
      <TextField
        label="Name"
        value={props.value.name}
        onValue={(name) => change({ name })}
        error={props.errors.name}
        required
        maxlength="255"
      />
      <SelectField
        label="Begin with"
        value={props.value.template}
        onValue={(template) => change({ template })}
        options={options()}
        error={props.errors.id}
      />
      <Show when={props.value.template === ""}>
        <Check
          label="Weigh values by the stages' probability"
          checked={props.value.weighs}
          onChecked={(weighs) => change({ weighs })}
        />
      </Show>
    </>
  )
}
