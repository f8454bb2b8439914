import { createSignal } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { readable } from "../../shared/deal-formulas.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { queryClient } from "../app/queries.ts"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { formulaFields } from "./formula-deals.ts"
import { FormulaEditor } from "./formula-editor.tsx"
import { FormulaProgress } from "./formula-progress.tsx"

/** Another name or formula for a formula field that is there. */
export function FormulaForm(props: { field: FieldAnswer; fields: readonly FieldAnswer[]; onClose: () => void }) {
  const known = formulaFields(props.fields, props.field.field_code, props.field.field_name)
  const [name, setName] = createSignal(props.field.field_name)
  const [formula, setFormula] = createSignal(readable(props.field.formula ?? "", known))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const body = { field_name: name().trim(), formula: formula() }
      await call("PATCH /api/v2/dealFields/{field_code}", { params: { field_code: props.field.field_code }, body })
      // whatever shows a deal shows another value now
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
      <FormulaProgress of={props.field.field_code} />
      <FormulaEditor
        fields={props.fields}
        of={props.field.field_code}
        value={formula()}
        onValue={setFormula}
        error={form.fields().formula}
      />
    </Form>
  )
}
