import { Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { axisName, type Choice } from "./axes.ts"
import { changed, type Definition } from "./definition.ts"
import { periodField } from "./request.ts"

type Props = { definition: Definition; setup: Setup; onChange: (definition: Definition) => void }

const STATUSES: Record<Definition["of"], readonly Choice[]> = {
  deal: [
    { value: "", label: "All" },
    { value: "open", label: "Open" },
    { value: "won", label: "Won" },
    { value: "lost", label: "Lost" },
  ],
  activity: [
    { value: "", label: "All" },
    { value: "done", label: "Done" },
    { value: "todo", label: "To do" },
  ],
}

const PERIODS: readonly Choice[] = [
  { value: "all", label: "All time" },
  { value: "this-year", label: "This year" },
  { value: "last-year", label: "Last year" },
  { value: "last-12-months", label: "Last 12 months" },
  { value: "custom", label: "Custom" },
]

/** Which records the report takes. */
export function Filters(props: Props) {
  const set = (part: Record<string, string>) => props.onChange(changed(props.definition, part))
  const named = (all: readonly { id: number; name: string }[]) => [
    { value: "", label: "All" },
    ...all.map(({ id, name }) => ({ value: String(id), label: name })),
  ]
  const dateName = () => axisName(props.definition.of, periodField(props.definition), props.setup).toLowerCase()
  return (
    <>
      <SelectField
        label="Status"
        value={props.definition.status}
        onValue={(status) => set({ status })}
        options={STATUSES[props.definition.of]}
      />
      <SelectField
        label="Owner"
        value={String(props.definition.owner ?? "")}
        onValue={(owner) => set({ owner })}
        options={named(props.setup.users)}
      />
      <Show when={props.definition.of === "deal" && props.setup.pipelines.length > 1}>
        <SelectField
          label="Pipeline"
          value={String(props.definition.pipeline ?? "")}
          onValue={(pipeline) => set({ pipeline })}
          options={named(props.setup.pipelines)}
        />
      </Show>
      <SelectField
        label={`Period (${dateName()})`}
        value={props.definition.period}
        onValue={(period) => set({ period })}
        options={PERIODS}
      />
      <Show when={props.definition.period === "custom"}>
        <TextField
          type="date"
          label="From"
          value={props.definition.from ?? ""}
          max={props.definition.to}
          onValue={(from) => set({ from })}
        />
        <TextField
          type="date"
          label="To"
          value={props.definition.to ?? ""}
          min={props.definition.from}
          onValue={(to) => set({ to })}
        />
      </Show>
    </>
  )
}
