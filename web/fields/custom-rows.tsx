import { For, type JSX, Show } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { useBones } from "../record/context.ts"
import { EditRow } from "../record/edit-row.tsx"
import type { Noun } from "../record/ref.ts"
import { FieldEditor, OptionsEditor } from "./editor.tsx"
import { FieldView } from "./view.tsx"
import { isEmpty, wordsOf } from "./words.ts"

type Props = {
  of: Noun
  values: Record<string, unknown>
  onSave: (key: string, value: unknown) => Promise<void>
  fallback?: JSX.Element
}

/** The custom fields of a record, each edited where it stands. */
export function CustomRows(props: Props) {
  const bones = useBones()
  const fields = () => (bones.setup()?.fields ?? []).filter((field) => field.of === props.of && field.is_custom_field)
  return (
    <For each={fields()} fallback={<Show when={bones.setup()}>{props.fallback}</Show>}>
      {(field) => (
        <EditRow<unknown>
          label={field.field_name}
          field={`${props.of}.${field.field_code}`}
          value={props.values[field.field_code] ?? null}
          empty={isEmpty(props.values[field.field_code])}
          view={<FieldView field={field} value={props.values[field.field_code]} />}
          words={(value) => wordsOf(field, value)}
          onSave={(value) => props.onSave(field.field_code, value)}
          editor={(edit) => (
            <FieldEditor
              label={field.field_name}
              edit={edit}
              field={field}
              currency={bones.setup()?.workspace.default_currency ?? "USD"}
            />
          )}
        />
      )}
    </For>
  )
}

/** The labels of a record. */
export function LabelRow(props: { value: number[]; onSave: (ids: number[]) => Promise<void> }) {
  const bones = useBones()
  const field = (): FieldAnswer | undefined =>
    bones.setup()?.fields.find((one) => one.of === bones.ref().kind && one.field_code === "label_ids")
  return (
    <Show when={(field()?.options ?? []).length > 0 ? field() : undefined}>
      {(labels) => (
        <EditRow<unknown>
          label="Labels"
          field="label_ids"
          value={props.value}
          empty={props.value.length === 0}
          view={<FieldView field={labels()} value={props.value} />}
          words={(value) => wordsOf(labels(), value)}
          onSave={(value) => props.onSave(Array.isArray(value) ? value.map(Number) : [])}
          editor={(edit) => <OptionsEditor label="Labels" edit={edit} field={labels()} none={[]} currency="" />}
        />
      )}
    </Show>
  )
}
