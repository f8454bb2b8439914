import { createMemo, For, type JSX, Show } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { isEmpty } from "../../shared/api/field-parts.ts"
import { useBones } from "../record/context.ts"
import { EditRow } from "../record/edit-row.tsx"
import { Fact } from "../record/fact.tsx"
import type { Noun } from "../record/ref.ts"
import { FieldEditor, OptionsEditor } from "./editor.tsx"
import { FieldView } from "./view.tsx"
import { wordsOf } from "./words.ts"

type Props = {
  of: Noun
  values: Record<string, unknown>
  onSave: (key: string, value: unknown) => Promise<void>
  fallback?: JSX.Element
}

/** The custom fields of a record, each edited where it stands. A row outlives a change of the settings. */
export function CustomRows(props: Props) {
  const bones = useBones()
  const fields = createMemo(
    () =>
      new Map(
        (bones.setup()?.fields ?? [])
          .filter((field) => field.of === props.of && field.is_custom_field)
          .map((field) => [field.field_code, field]),
      ),
  )
  return (
    <For each={[...fields().keys()]} fallback={<Show when={bones.setup()}>{props.fallback}</Show>}>
      {(key) => (
        <Show when={fields().get(key)}>
          {(field) => (
            <Show
              when={field().formula === undefined}
              fallback={
                <Fact label={`${field().field_name} (computed)`}>
                  <FieldView field={field()} value={props.values[key]} />
                </Fact>
              }
            >
              <CustomRow {...props} field={field()} />
            </Show>
          )}
        </Show>
      )}
    </For>
  )
}

function CustomRow(props: Props & { field: FieldAnswer }) {
  const bones = useBones()
  const value = () => props.values[props.field.field_code]
  return (
    <EditRow<unknown>
      label={props.field.field_name}
      field={`${props.of}.${props.field.field_code}`}
      value={value() ?? null}
      empty={isEmpty(value())}
      view={<FieldView field={props.field} value={value()} />}
      words={(words) => wordsOf(props.field, words)}
      onSave={(changed) => props.onSave(props.field.field_code, changed)}
      editor={(edit) => (
        <FieldEditor
          label={props.field.field_name}
          edit={edit}
          field={props.field}
          currency={bones.setup()?.workspace.default_currency ?? "USD"}
        />
      )}
    />
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
