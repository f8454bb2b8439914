import { For, Show } from "solid-js"
import type { Column } from "../../shared/import.ts"
import { type Options, SelectField, TextField } from "../ui/field.tsx"
import { type ColumnDraft, targetOf } from "./draft.ts"
import type { MappingForm } from "./mapping.ts"
import { datesAsked, decimalsAsked } from "./targets.ts"
import { DATE_STYLES, DECIMAL_STYLES, FIELD_TYPES, nounText, numberText } from "./words.ts"

type Props = { column: Column; form: MappingForm; options: Options }

const TYPES = Object.entries(FIELD_TYPES).map(([value, label]) => ({ value, label }))
const SHOWN = 3

/** A column of the file, what is in it, and what becomes of it. */
export function ColumnRow(props: Props) {
  const at = () => props.column.index
  const to = () => targetOf(props.form.draft, at())
  const header = () => props.column.header
  const filled = () => {
    const { filled } = props.column
    const { rows } = props.form.job
    if (filled === 0) return "Empty"
    return filled === rows ? "In every row" : `In ${numberText(filled)} ${nounText(filled, "row")}`
  }
  return (
    <li data-import-column={to() === "ignore" ? "ignored" : "used"}>
      <div data-column-name>
        <strong>{header()}</strong>
        <small class="num">{filled()}</small>
      </div>
      <ul data-samples aria-label={`First values of ${header()}`}>
        <For each={props.column.samples.slice(0, SHOWN)} fallback={<li>–</li>}>
          {(sample) => <li title={sample}>{sample}</li>}
        </For>
      </ul>
      <div data-column-target>
        <SelectField
          label={`What ${header()} becomes`}
          quietLabel
          value={to()}
          options={props.options}
          error={props.form.fault(`columns.${at()}.to`) ?? props.form.fault(`columns.${at()}.field_code`)}
          onValue={(target) => props.form.setColumn(at(), { to: target })}
        />
        <Show when={to() !== "ignore" && props.form.draft.columns[at()]}>
          {(draft) => <Details {...props} draft={draft()} />}
        </Show>
      </div>
    </li>
  )
}

/** What else is to be known of a column that goes where this one goes. */
function Details(props: Props & { draft: ColumnDraft }) {
  const at = () => props.column.index
  const header = () => props.column.header
  const set = (part: Partial<ColumnDraft>) => props.form.setColumn(at(), part)
  const fault = (what: string) => props.form.fault(`columns.${at()}.${what}`)
  const dates = () => datesAsked(props.column, props.draft, props.form.setup())
  return (
    <>
      <Show when={props.draft.to === "new_field"}>
        <TextField
          label="Name of the new field"
          aria-label={`Name of the new field for ${header()}`}
          value={props.draft.name}
          error={fault("field_name")}
          maxlength="255"
          onValue={(name) => set({ name })}
        />
        <SelectField
          label="Type"
          aria-label={`Type of the new field for ${header()}`}
          value={props.draft.type}
          options={TYPES}
          error={fault("field_type")}
          onValue={(type) => set({ type: type as ColumnDraft["type"] })}
        />
      </Show>
      <Show when={dates() !== "no"}>
        <SelectField
          label="How the dates are written"
          aria-label={`How the dates are written in ${header()}`}
          value={props.draft.dates}
          options={[
            { value: "", label: dates() === "must" ? "Choose…" : "As each is written" },
            ...DATE_STYLES.map(({ value, label }) => ({ value, label: label(props.column.samples) })),
          ]}
          error={fault("dates")}
          onValue={(style) => props.form.setDates(at(), style as ColumnDraft["dates"])}
        />
      </Show>
      <Show when={decimalsAsked(props.column, props.draft, props.form.setup())}>
        <SelectField
          label="How the decimals are written"
          aria-label={`How the decimals are written in ${header()}`}
          value={props.draft.decimals === "" ? "point" : props.draft.decimals}
          options={DECIMAL_STYLES}
          error={fault("decimals")}
          onValue={(style) => set({ decimals: style as ColumnDraft["decimals"] })}
        />
      </Show>
    </>
  )
}
