import { createSignal } from "solid-js"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { Form } from "../ui/form.tsx"
import { BeginFields, NO_BEGINNING } from "./begin-fields.tsx"
import { begin } from "./templates.ts"

/** A new pipeline. */
export function NewPipelineForm(props: { onClose: () => void; onMade?: (id: number) => void }) {
  const [value, setValue] = createSignal(NO_BEGINNING)
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const { name, weighs, template } = value()
      const { id } = await saved(begin(name.trim(), weighs, template))
      props.onClose()
      props.onMade?.(id)
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Add pipeline"
      onCancel={props.onClose}
    >
      <BeginFields value={value()} onValue={setValue} errors={form.fields()} />
    </Form>
  )
}
