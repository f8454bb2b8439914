import { Match, Show, Switch } from "solid-js"
import { Button } from "../ui/button.tsx"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { IconClose } from "../ui/icons.ts"
import { MultiSelect } from "../ui/multi-select.tsx"
import { joined, parted, RELATIVE } from "./days.ts"
import { type Row, turned } from "./draft.ts"
import { type FilterField, OPERATORS, type Operator, type Option, takesMany, takesValue } from "./fields.ts"

type Props = {
  row: Row
  /** Tells it from the others. */
  name: string
  fields: readonly FilterField[]
  error: string | undefined
  onRow: (row: Row) => void
  onRemove: () => void
}

/** A field, how it is compared, and with what. */
export function ConditionRow(props: Props) {
  const field = () => props.fields.find((one) => one.key === props.row.field)
  const pickField = (key: string) => {
    const next = props.fields.find((one) => one.key === key)
    if (next !== undefined) props.onRow(turned(props.row, next))
  }
  const pickOperator = (text: string) => {
    const operator = text as Operator
    const many = takesMany(field()?.kind ?? "text", operator)
    props.onRow({ ...props.row, operator, values: many ? props.row.values : props.row.values.slice(0, 1) })
  }
  return (
    <fieldset data-condition aria-label={props.name}>
      <SelectField
        label="Field"
        quietLabel
        value={props.row.field}
        onValue={pickField}
        options={props.fields.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <SelectField
        label="Comparison"
        quietLabel
        value={props.row.operator}
        onValue={pickOperator}
        options={OPERATORS[field()?.kind ?? "text"]}
      />
      <div data-condition-value>
        <Show when={takesValue(props.row.operator) && field()}>
          {(known) => <Value {...props} field={known()} onValues={(values) => props.onRow({ ...props.row, values })} />}
        </Show>
      </div>
      <Button kind="quiet" icon={<IconClose />} aria-label={`Remove ${props.name}`} onClick={() => props.onRemove()} />
    </fieldset>
  )
}

type ValueProps = {
  row: Row
  field: FilterField
  error: string | undefined
  onValues: (values: readonly string[]) => void
}

function Value(props: ValueProps) {
  const first = () => props.row.values[0] ?? ""
  const options = () => props.field.options ?? []
  const picked = () => options().filter((option) => props.row.values.includes(option.value))
  return (
    <Switch
      fallback={
        <TextField
          label="Value"
          quietLabel
          value={first()}
          onValue={(text) => props.onValues([text])}
          error={props.error}
          maxlength="255"
          {...(props.field.kind === "number" && { inputmode: "decimal" as const })}
        />
      }
    >
      <Match when={takesMany(props.field.kind, props.row.operator)}>
        <MultiSelect<Option>
          label="Values"
          quietLabel
          value={picked()}
          onValue={(chosen) => props.onValues(chosen.map((option) => option.value))}
          options={options()}
          keyOf={(option) => option.value}
          labelOf={(option) => option.label}
          placeholder="Choose"
          error={props.error}
        />
      </Match>
      <Match when={props.field.options}>
        {(all) => (
          <SelectField
            label="Value"
            quietLabel
            value={first()}
            onValue={(value) => props.onValues([value])}
            options={[...(first() === "" ? [{ value: "", label: "Choose" }] : []), ...all()]}
            error={props.error}
          />
        )}
      </Match>
      <Match when={props.field.kind === "day"}>
        <DayValue value={first()} error={props.error} onValue={(value) => props.onValues([value])} />
      </Match>
    </Switch>
  )
}

function DayValue(props: { value: string; error: string | undefined; onValue: (value: string) => void }) {
  const part = () => parted(props.value)
  return (
    <div data-day-value>
      <SelectField
        label="Day"
        quietLabel
        value={part().choice}
        onValue={(choice) => props.onValue(joined(choice, part().count))}
        options={[{ value: "", label: "a day…" }, ...RELATIVE]}
        error={part().choice === "" ? undefined : props.error}
      />
      <Show when={part().choice === ""}>
        <DateField label="Date" quietLabel value={props.value} onValue={props.onValue} error={props.error} />
      </Show>
      <Show when={part().choice.includes("N")}>
        <TextField
          label="Days"
          quietLabel
          type="number"
          min="1"
          max="3660"
          value={String(part().count)}
          onValue={(count) => props.onValue(joined(part().choice, Math.max(1, Math.floor(Number(count) || 1))))}
        />
      </Show>
    </div>
  )
}
