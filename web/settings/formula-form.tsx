import { createSignal } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { readable } from "../../shared/formula-check.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { queryClient } from "../app/queries.ts"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { FormulaEditor } from "./formula-editor.tsx"
import { FormulaProgress } from "./formula-progress.tsx"
import { formulaFields } from "./formula-records.ts"

/** Another name or formula for a formula field that is there. */
export function FormulaForm(props: { field: FieldAnswer; fields: readonly FieldAnswer[]; onClose: () => void }) {
  const { of, field_code } = props.field
  const place = { of, key: field_code }
  const known = formulaFields(props.fields, place, props.field.field_name)
  const [name, setName] = createSignal(props.field.field_name)
  const [formula, setFormula] = createSignal(readable(props.field.formula ?? "", of, known))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const body = { field_name: name().trim(), formula: formula() }
      await call(`PATCH /api/v2/${of}Fields/{field_code}` as const, { params: { field_code }, body })
      // whatever shows a record of the kind shows another value now
      await queryClient.invalidateQueries()
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Save field"
      onCancel={props.onClose}
    >
      <TextField
        label="Name"
        value={name()}
        onValue={setName}
        error={form.fields().field_name}
        required
        maxlength="255"
      />
      <FormulaProgress place={place} />
      <FormulaEditor
        fields={props.fields}
        place={place}
        value={formula()}
        onValue={setFormula}
        error={form.fields().formula}
      />
    </Form>
  )
}
