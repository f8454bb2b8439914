import { For } from "solid-js"
import { partOf } from "../../shared/api/field-parts.ts"
import type { Edit } from "../record/edit-row.tsx"
import { TextField } from "../ui/field.tsx"

type Part = { key: string; name: string; type: string }

const DAYS: readonly Part[] = [
  { key: "value", name: "from", type: "date" },
  { key: "until", name: "to", type: "date" },
]
const TIMES: readonly Part[] = [
  { key: "value", name: "from", type: "time" },
  { key: "until", name: "to", type: "time" },
]
const TIME: readonly Part[] = [{ key: "value", name: "time", type: "time" }]
const PLACE: readonly Part[] = [{ key: "value", name: "address", type: "text" }]

type Props = { label: string; edit: Edit<unknown> }

/** A field that holds several values: empty parts all together clear it. */
function PartsEditor(props: Props & { parts: readonly Part[] }) {
  const set = (key: string, text: string) => {
    const before = typeof props.edit.draft === "object" ? props.edit.draft : null
    const next = Object.fromEntries(
      props.parts.map((part) => [part.key, part.key === key ? text : partOf(props.edit.draft, part.key)]),
    )
    props.edit.setDraft(Object.values(next).every((value) => value === "") ? null : { ...before, ...next })
  }
  return (
    <For each={props.parts}>
      {(part) => (
        <TextField
          label={props.parts.length === 1 ? props.label : `${props.label}, ${part.name}`}
          quietLabel
          type={part.type}
          value={partOf(props.edit.draft, part.key)}
          onValue={(text) => set(part.key, text)}
        />
      )}
    </For>
  )
}

export const DaysEditor = (props: Props) => <PartsEditor {...props} parts={DAYS} />
export const TimesEditor = (props: Props) => <PartsEditor {...props} parts={TIMES} />
export const TimeEditor = (props: Props) => <PartsEditor {...props} parts={TIME} />

/** Only the line of an address is edited; what was known of its parts is no longer so. */
export function PlaceEditor(props: Props) {
  const edit: Edit<unknown> = {
    get draft() {
      return props.edit.draft
    },
    setDraft: (value) => props.edit.setDraft(value === null ? null : { value: partOf(value, "value") }),
    done: () => props.edit.done(),
    cancel: () => props.edit.cancel(),
  }
  return <PartsEditor label={props.label} edit={edit} parts={PLACE} />
}
