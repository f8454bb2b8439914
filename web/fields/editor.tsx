import { type JSX, onMount } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { amountOf } from "../../shared/api/field-parts.ts"
import type { FieldType } from "../../shared/field.ts"
import type { Edit } from "../record/edit-row.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { DateField } from "../ui/date-field.tsx"
import { TextArea, TextField } from "../ui/field.tsx"
import { MoneyField } from "../ui/money-field.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { OrganizationEditor, PersonEditor, UserEditor } from "./linked.tsx"
import { DaysEditor, PlaceEditor, TimeEditor, TimesEditor } from "./parts-editor.tsx"

export type EditorProps = { label: string; edit: Edit<unknown>; field: FieldAnswer; currency: string }
type Editor = (props: EditorProps) => JSX.Element

const textOf = (value: unknown) => (value === null || value === undefined ? "" : String(value))

/** A line of text; empty clears the field. */
export function LineEditor(props: { label: string; edit: Edit<unknown>; type?: string; most?: number }) {
  return (
    <Chosen>
      <TextField
        label={props.label}
        quietLabel
        type={props.type ?? "text"}
        maxlength={props.most ?? 255}
        value={textOf(props.edit.draft)}
        onValue={(value) => props.edit.setDraft(value.trim() === "" ? null : value)}
      />
    </Chosen>
  )
}

/** Selects what stands in the field, so that typing replaces it. */
function Chosen(props: { children: JSX.Element }) {
  let place: HTMLDivElement | undefined
  onMount(() => {
    const input = place?.querySelector<HTMLInputElement>("input, textarea")
    input?.focus()
    input?.select()
  })
  return <div ref={(element) => (place = element)}>{props.children}</div>
}

/** A number as it is typed, `12,5` and `1,200.50` too; what is no number stays as it is, for the server to name. */
export function NumberEditor(props: { label: string; edit: Edit<unknown> }) {
  return (
    <Chosen>
      <TextField
        label={props.label}
        quietLabel
        inputmode="decimal"
        value={textOf(props.edit.draft)}
        onValue={(value) => props.edit.setDraft(numberOf(value))}
      />
    </Chosen>
  )
}

export function numberOf(text: string): number | string | null {
  const plain = text.replace(/[\s\u00a0']/g, "")
  if (plain === "") return null
  const point = /^-?\d+,\d{1,2}$/.test(plain) ? plain.replace(",", ".") : plain.replace(/,(?=\d{3}(\D|$))/g, "")
  return /^-?\d+(\.\d+)?$/.test(point) ? Number(point) : text
}

function OptionEditor(props: EditorProps) {
  const options = () => props.field.options ?? []
  return (
    <Combobox
      label={props.label}
      quietLabel
      autofocus
      placeholder="Choose…"
      options={options()}
      value={options().find((option) => option.id === props.edit.draft) ?? null}
      onValue={(option) => {
        props.edit.setDraft(option?.id ?? null)
        props.edit.done()
      }}
      keyOf={(option) => String(option.id)}
      labelOf={(option) => option.label}
    />
  )
}

/** Several of a field's options. `none` is what an empty choice is to the API: null, or an empty list. */
export function OptionsEditor(props: EditorProps & { none?: unknown }) {
  const options = () => props.field.options ?? []
  const ids = () => (Array.isArray(props.edit.draft) ? props.edit.draft : [])
  return (
    <MultiSelect
      label={props.label}
      quietLabel
      autofocus
      placeholder="Choose…"
      options={options()}
      value={options().filter((option) => ids().includes(option.id))}
      onValue={(chosen) =>
        props.edit.setDraft(chosen.length === 0 ? (props.none ?? null) : chosen.map((option) => option.id))
      }
      keyOf={(option) => String(option.id)}
      labelOf={(option) => option.label}
    />
  )
}

export function DayEditor(props: { label: string; edit: Edit<unknown> }) {
  return (
    <DateField
      label={props.label}
      quietLabel
      clearable
      value={textOf(props.edit.draft)}
      onValue={(value) => props.edit.setDraft(value === "" ? null : value)}
      onCommit={props.edit.done}
    />
  )
}

function MoneyEditor(props: EditorProps) {
  const amount = () => amountOf(props.edit.draft)
  const currency = () => amount()?.currency ?? props.currency
  return (
    <MoneyField
      label={props.label}
      quietLabel
      value={amount()?.value ?? null}
      currency={currency()}
      onValue={(value) => props.edit.setDraft(value === null ? null : { value, currency: currency() })}
      onCurrency={(next) => props.edit.setDraft({ value: amount()?.value ?? 0, currency: next })}
    />
  )
}

function ProseEditor(props: EditorProps) {
  return (
    <Chosen>
      <TextArea
        label={props.label}
        quietLabel
        rows={4}
        value={textOf(props.edit.draft)}
        onValue={(value) => props.edit.setDraft(value.trim() === "" ? null : value)}
      />
    </Chosen>
  )
}

/** Nobody edits what is computed. */
const EDITORS: { [T in Exclude<FieldType, "formula">]: Editor } = {
  varchar: LineEditor,
  varchar_auto: LineEditor,
  phone: LineEditor,
  address: PlaceEditor,
  text: ProseEditor,
  double: NumberEditor,
  date: DayEditor,
  enum: OptionEditor,
  set: OptionsEditor,
  monetary: MoneyEditor,
  daterange: DaysEditor,
  time: TimeEditor,
  timerange: TimesEditor,
  user: UserEditor,
  people: PersonEditor,
  org: OrganizationEditor,
}

/** The editor of a field's type. */
export function FieldEditor(props: EditorProps) {
  const { field_type: type } = props.field
  return type === "formula" ? null : EDITORS[type](props)
}
