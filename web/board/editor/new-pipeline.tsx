import { createSignal } from "solid-js"
import { call } from "../../app/client.ts"
import { createForm } from "../../app/form.ts"
import { Check } from "../../ui/choice.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { TextField } from "../../ui/field.tsx"
import { Form } from "../../ui/form.tsx"
import { saved } from "./queries.ts"

/** A new pipeline, which is then edited where it stands. */
export function NewPipeline(props: { onClose: () => void; onMade: (id: number) => void }) {
  const [name, setName] = createSignal("")
  const [weighs, setWeighs] = createSignal(true)
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const body = { name: name().trim(), is_deal_probability_enabled: weighs() }
      const { id } = await saved(call("POST /api/v2/pipelines", { body }))
      props.onClose()
      props.onMade(id)
    })
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title="New pipeline">
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem()}
        busy={form.busy()}
        action="Add pipeline"
        onCancel={props.onClose}
      >
        <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="255" />
        <Check label="Weigh values by the stages' probability" checked={weighs()} onChecked={setWeighs} />
      </Form>
    </Dialog>
  )
}
