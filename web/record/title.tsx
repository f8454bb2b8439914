import { LineEditor } from "../fields/editor.tsx"
import { EditRow } from "./edit-row.tsx"

/** A record's name at the head of its page. */
export function TitleRow(props: {
  label: string
  field: string
  value: string
  onSave: (value: string) => Promise<void>
}) {
  return (
    <div data-title>
      <EditRow<unknown>
        bare
        label={props.label}
        field={props.field}
        value={props.value}
        view={<h1>{props.value}</h1>}
        words={(value) => String(value ?? "nothing")}
        onSave={(value) => props.onSave(String(value ?? "").trim())}
        editor={(edit) => <LineEditor label={props.label} edit={edit} />}
      />
    </div>
  )
}
