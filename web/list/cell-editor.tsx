import { type JSX, Match, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { DayEditor, FieldEditor, LineEditor, NumberEditor, OptionsEditor } from "../fields/editor.tsx"
import type { Edit } from "../record/edit-row.tsx"
import { findOrganizations, findPersons } from "../record/lookups.ts"
import { Combobox } from "../ui/combobox.tsx"
import { SelectField } from "../ui/field.tsx"
import { MoneyField } from "../ui/money-field.tsx"
import type { Column } from "./columns.ts"
import type { Money, Named } from "./editing.ts"

type Props = {
  column: Column
  setup: Setup
  edit: Edit<unknown> /** Only stages of this pipeline. */
  pipelineId?: number | undefined
}

/** The editor of a column. */
export function ColumnEditor(props: Props): JSX.Element {
  const label = () => props.column.name
  const kind = () => props.column.kind
  return (
    <Switch fallback={<LineEditor label={label()} edit={props.edit} />}>
      <Match when={kind() === "money"}>
        <AmountEditor {...props} />
      </Match>
      <Match when={kind() === "stage"}>
        <StageEditor {...props} />
      </Match>
      <Match when={kind() === "user"}>
        <OwnerEditor {...props} />
      </Match>
      <Match when={kind() === "person"}>
        <NamedEditor {...props} search={findPersons} />
      </Match>
      <Match when={kind() === "organization"}>
        <NamedEditor {...props} search={findOrganizations} />
      </Match>
      <Match when={kind() === "day"}>
        <DayEditor label={label()} edit={props.edit} />
      </Match>
      <Match when={kind() === "number"}>
        <NumberEditor label={label()} edit={props.edit} />
      </Match>
      <Match when={kind() === "labels" && props.column.field}>
        {(field) => (
          <OptionsEditor label={label()} edit={props.edit} field={field()} currency={currencyOf(props)} none={[]} />
        )}
      </Match>
      <Match when={kind() === "custom" && props.column.field}>
        {(field) => <FieldEditor label={label()} edit={props.edit} field={field()} currency={currencyOf(props)} />}
      </Match>
    </Switch>
  )
}

const currencyOf = (props: Props) => props.setup.workspace.default_currency

function AmountEditor(props: Props) {
  const money = () => (props.edit.draft as Money | null) ?? { value: 0, currency: currencyOf(props) }
  return (
    <MoneyField
      label={props.column.name}
      quietLabel
      value={money().value}
      currency={money().currency}
      onValue={(value) => props.edit.setDraft({ ...money(), value: value ?? 0 })}
      onCurrency={(currency) => props.edit.setDraft({ ...money(), currency })}
    />
  )
}

function StageEditor(props: Props) {
  const stages = () =>
    props.setup.stages.filter((stage) => props.pipelineId === undefined || stage.pipeline_id === props.pipelineId)
  const options = () => stages().map((stage) => ({ value: String(stage.id), label: stageName(stage) }))
  const stageName = (stage: { name: string; pipeline_id: number }) => {
    const pipeline = props.setup.pipelines.find((one) => one.id === stage.pipeline_id)?.name
    return props.pipelineId === undefined && props.setup.pipelines.length > 1
      ? `${pipeline}: ${stage.name}`
      : stage.name
  }
  const isEmpty = () => props.edit.draft === null
  return (
    <SelectField
      label={props.column.name}
      quietLabel
      value={String(props.edit.draft ?? "")}
      onValue={(id) => {
        props.edit.setDraft(Number(id))
        props.edit.done()
      }}
      options={isEmpty() ? [{ value: "", label: "Choose…" }, ...options()] : options()}
    />
  )
}

function OwnerEditor(props: Props) {
  const users = () => props.setup.users.filter((user) => user.active_flag || user.id === props.edit.draft)
  return (
    <Combobox
      label={props.column.name}
      quietLabel
      autofocus
      options={users()}
      value={users().find((user) => user.id === props.edit.draft) ?? null}
      onValue={(user) => {
        if (user === null) return
        props.edit.setDraft(user.id)
        props.edit.done()
      }}
      keyOf={(user) => String(user.id)}
      labelOf={(user) => user.name}
      noteOf={(user) => user.email ?? undefined}
    />
  )
}

function NamedEditor(props: Props & { search: (text: string) => Promise<readonly (Named & { note?: string })[]> }) {
  return (
    <Combobox<Named & { note?: string }>
      label={props.column.name}
      quietLabel
      autofocus
      placeholder="Find…"
      value={(props.edit.draft as Named | null) ?? null}
      onValue={(found) => {
        props.edit.setDraft(found === null ? null : { id: found.id, name: found.name })
        props.edit.done()
      }}
      search={props.search}
      keyOf={(one) => String(one.id)}
      labelOf={(one) => one.name}
      noteOf={(one) => one.note}
    />
  )
}
