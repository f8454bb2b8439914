import { createMemo, Show } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { MOST_CHARACTERS } from "../../shared/formula.ts"
import { faultIn, type Place, usableFields } from "../../shared/formula-check.ts"
import { TextArea } from "../ui/field.tsx"
import { FormulaParts, type Part } from "./formula-parts.tsx"
import { FormulaPreview } from "./formula-preview.tsx"
import { EXAMPLES, formulaFields } from "./formula-records.ts"
import "./formula.css"

type Props = {
  fields: readonly FieldAnswer[]
  /** The field whose formula it is; its key is `NEW_FIELD` while it has none. */
  place: Place
  value: string
  onValue: (value: string) => void
  /** What the server said. */
  error: string | undefined
}

/** A formula as one writes it: what it may be made of, where it goes wrong, and what it comes to for a few records. */
export function FormulaEditor(props: Props) {
  let area: HTMLTextAreaElement | undefined
  const fields = createMemo(() => formulaFields(props.fields, props.place, "This field"))
  const fault = createMemo(() => (props.value.trim() === "" ? undefined : faultIn(props.value, props.place, fields())))
  const insert = ({ before, after }: Part) => {
    if (area === undefined) return
    const { selectionStart: from, selectionEnd: to, value } = area
    const within = after === "" ? "" : value.slice(from, to)
    area.setRangeText(`${before}${within}${after}`, from, to, "end")
    const place = from + before.length + within.length
    area.focus()
    area.setSelectionRange(place, place)
    props.onValue(area.value)
  }
  return (
    <div data-formula>
      <TextArea
        ref={(element) => {
          area = element
        }}
        label="Formula"
        value={props.value}
        onValue={(value) => props.onValue(value)}
        error={fault()?.what ?? props.error}
        hint={`Such as ${EXAMPLES[props.place.of]}. Fields stand in braces.`}
        maxlength={MOST_CHARACTERS}
        spellcheck={false}
        autocapitalize="off"
        required
      />
      <Show when={fault()?.at !== undefined}>
        <WrongPlace text={props.value} at={fault()?.at ?? 0} />
      </Show>
      <FormulaParts fields={usableFields(props.place, fields())} onPart={insert} />
      <FormulaPreview expression={props.value} place={props.place} fields={fields()} faulty={fault() !== undefined} />
    </div>
  )
}

/** The formula with the character marked at which it goes wrong. Said aloud by the message. */
function WrongPlace(props: { text: string; at: number }) {
  return (
    <p data-formula-fault aria-hidden="true">
      {props.text.slice(0, props.at)}
      <mark>{props.text[props.at] ?? "…"}</mark>
      {props.text.slice(props.at + 1)}
    </p>
  )
}
