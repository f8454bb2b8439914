import { createSignal, For, Show } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Button } from "../ui/button.tsx"
import { Copy } from "../ui/copy.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconPlus } from "../ui/icons.ts"
import { FieldForm } from "./field-form.tsx"
import { FormulaForm } from "./formula-form.tsx"
import { allowed } from "./queries.ts"
import { Section } from "./section.tsx"
import { FIELD_TYPES, RECORDS } from "./words.ts"

/** The fields that a workspace has added to its records. */
export function Fields(props: { setup: Setup }) {
  const [adding, setAdding] = createSignal(false)
  const [edited, setEdited] = createSignal<FieldAnswer>()
  const edits = () => allowed(props.setup, "fields.edit")
  const fieldsOf = (of: FieldAnswer["of"]) =>
    props.setup.fields.filter((field) => field.of === of && field.is_custom_field)
  return (
    <Section
      title="Fields"
      text={edits() ? undefined : "Admins add fields."}
      add={
        <Show when={edits()}>
          <Button icon={<IconPlus />} onClick={() => setAdding(true)}>
            Add a field
          </Button>
        </Show>
      }
    >
      <For each={RECORDS}>
        {({ value, label }) => (
          <section data-panel aria-labelledby={`fields-${value}`}>
            <header data-panel-head>
              <h3 id={`fields-${value}`}>{label}</h3>
            </header>
            <ul data-rows>
              <For each={fieldsOf(value)} fallback={<li data-none>No fields of your own yet.</li>}>
                {(field) => (
                  <FieldRow field={field} onEdit={edits() && field.formula !== undefined ? setEdited : undefined} />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
      <Dialog open={adding()} onOpen={setAdding} title="Add a field" wide>
        <FieldForm fields={props.setup.fields} onClose={() => setAdding(false)} />
      </Dialog>
      <Dialog open={edited() !== undefined} onOpen={() => setEdited(undefined)} title="Edit the formula field" wide>
        <Show when={edited()} keyed>
          {(field) => <FormulaForm field={field} fields={props.setup.fields} onClose={() => setEdited(undefined)} />}
        </Show>
      </Dialog>
    </Section>
  )
}

function FieldRow(props: { field: FieldAnswer; onEdit: ((field: FieldAnswer) => void) | undefined }) {
  const choices = () => (props.field.options ?? []).map((option) => option.label).join(", ")
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.field.field_name}</strong>
        <small>{[FIELD_TYPES[props.field.field_type], choices()].filter(Boolean).join(": ")}</small>
      </div>
      <div data-row-acts>
        <Show when={props.onEdit}>
          {(edit) => (
            <Button kind="quiet" aria-label={`Edit ${props.field.field_name}`} onClick={() => edit()(props.field)}>
              Edit
            </Button>
          )}
        </Show>
        <Copy text={props.field.field_code} label="Copy API key" of={props.field.field_name} />
      </div>
    </li>
  )
}
