import { createSignal, Show } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { FieldType } from "../../shared/field.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { SelectField, TextArea, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { FormulaEditor } from "./formula-editor.tsx"
import { NEW_FIELD } from "./formula-records.ts"
import { FIELD_TYPES, RECORDS } from "./words.ts"

export function FieldForm(props: { fields: readonly FieldAnswer[]; onClose: () => void }) {
  const [of, setOf] = createSignal<FieldAnswer["of"]>("deal")
  const [name, setName] = createSignal("")
  const [type, setType] = createSignal<FieldType>("varchar")
  const [choices, setChoices] = createSignal("")
  const [formula, setFormula] = createSignal("")
  const form = createForm()
  const chosen = () => type() === "enum" || type() === "set"
  const labels = () =>
    choices()
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
  const computed = () => type() === "formula"
  const save = () =>
    form.run(async () => {
      const body = {
        field_name: name().trim(),
        field_type: type(),
        ...(chosen() && { options: labels().map((label) => ({ label })) }),
        ...(computed() && { formula: formula() }),
      }
      await saved(call(`POST /api/v2/${of()}Fields` as const, { body }))
      props.onClose()
    })
  const wrongChoice = () => Object.entries(form.fields()).find(([field]) => field.startsWith("options"))?.[1]
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Add field"
      onCancel={props.onClose}
    >
      <SelectField
        label="Records"
        value={of()}
        onValue={(value) => setOf(RECORDS.find((one) => one.value === value)?.value ?? "deal")}
        options={RECORDS}
      />
      <TextField
        label="Name"
        value={name()}
        onValue={setName}
        error={form.fields().field_name}
        required
        maxlength="255"
      />
      <SelectField
        label="Type"
        value={type()}
        onValue={(value) => setType(FieldType.parse(value))}
        error={form.fields().field_type}
        options={FieldType.options.map((value) => ({ value, label: FIELD_TYPES[value] }))}
      />
      <Show when={chosen()}>
        <TextArea
          label="Choices"
          value={choices()}
          onValue={setChoices}
          error={wrongChoice()}
          hint="One on each line."
        />
      </Show>
      <Show when={computed()}>
        <FormulaEditor
          fields={props.fields}
          place={{ of: of(), key: NEW_FIELD }}
          value={formula()}
          onValue={setFormula}
          error={form.fields().formula}
        />
      </Show>
    </Form>
  )
}
