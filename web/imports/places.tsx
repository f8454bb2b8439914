import { Show } from "solid-js"
import type { Column } from "../../shared/import.ts"
import { stagesIn } from "../pipelines/stages.ts"
import { allowed } from "../settings/queries.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { inManyPipelines } from "./choices.ts"
import { idIn } from "./draft.ts"
import type { MappingForm } from "./mapping.ts"
import { ValuesPanel } from "./values.tsx"

type Props = { column: Column; form: MappingForm }

export function PipelinesPanel(props: Props) {
  const { form } = props
  const options = () => [
    ...form.setup().pipelines.map(({ id, name }) => ({ value: `id:${id}`, label: name })),
    ...(allowed(form.setup(), "pipelines.edit") ? [{ value: "new", label: "New pipeline…" }] : []),
  ]
  return (
    <ValuesPanel
      title="Pipelines"
      text={`What the values of ${props.column.header} are here.`}
      column={props.column}
      open={form.hasFaults("pipelines")}
    >
      {(value) => (
        <Fields
          form={form}
          of="pipelines"
          value={value}
          what="pipeline"
          label={`Pipeline for ${value}`}
          options={options()}
        />
      )}
    </ValuesPanel>
  )
}

const ENDS = {
  group: "End of the deal",
  options: [
    { value: "won", label: "Won" },
    { value: "lost", label: "Lost" },
  ],
}

export function StagesPanel(props: Props) {
  const { form } = props
  const many = () => inManyPipelines(form.draft, form.means())
  const options = () => {
    const chosen = idIn(form.draft.pipeline.to)
    const pipelines = form.setup().pipelines.toSorted((a, b) => Number(b.id === chosen) - Number(a.id === chosen))
    const adds = many() || allowed(form.setup(), "pipelines.edit")
    return [
      ...pipelines.map(({ id, name }) => ({
        group: name,
        options: stagesIn(form.setup(), id).map((stage) => ({ value: `id:${stage.id}`, label: stage.name })),
      })),
      ENDS,
      ...(adds ? [{ value: "new", label: many() ? "By its name in the pipeline…" : "New stage…" }] : []),
    ]
  }
  return (
    <ValuesPanel
      title="Stages"
      text={`Where the values of ${props.column.header} put a deal.`}
      column={props.column}
      open={form.hasFaults("stages")}
    >
      {(value) => (
        <Fields form={form} of="stages" value={value} what="stage" label={`Stage for ${value}`} options={options()} />
      )}
    </ValuesPanel>
  )
}

type FieldsProps = {
  form: MappingForm
  of: "pipelines" | "stages"
  value: string
  what: string
  label: string
  options: Parameters<typeof SelectField>[0]["options"]
}

function Fields(props: FieldsProps) {
  const { form } = props
  const choice = () => form.choice(props.of, props.value)
  const fault = () => form.fault(`${props.of}.${props.value}`)
  const isNew = () => choice().to === "new"
  return (
    <>
      <SelectField
        label={props.label}
        quietLabel
        value={choice().to}
        options={props.options}
        error={isNew() ? undefined : fault()}
        onValue={(to) => form.choose(props.of, props.value, { to })}
      />
      <Show when={isNew()}>
        <TextField
          label={`Name of the ${props.what} for ${props.value}`}
          quietLabel
          placeholder="Name"
          value={choice().name}
          error={fault()}
          maxlength="255"
          onValue={(name) => form.choose(props.of, props.value, { name })}
        />
      </Show>
    </>
  )
}
