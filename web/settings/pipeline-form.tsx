import { createSignal } from "solid-js"
import type { PipelineAnswer } from "../../shared/api/pipelines.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { Check } from "../ui/choice.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"

/** Changes to a pipeline. */
export function PipelineForm(props: { pipeline: PipelineAnswer; onClose: () => void }) {
  const [name, setName] = createSignal(props.pipeline.name)
  const [weighs, setWeighs] = createSignal(props.pipeline.is_deal_probability_enabled)
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const body = { name: name().trim(), is_deal_probability_enabled: weighs() }
      await saved(call("PATCH /api/v2/pipelines/{id}", { params: { id: props.pipeline.id }, body }))
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Save"
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="255" />
      <Check label="Weigh values by the stages' probability" checked={weighs()} onChecked={setWeighs} />
    </Form>
  )
}
