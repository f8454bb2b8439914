import { createSignal } from "solid-js"
import { createForm } from "../app/form.ts"
import { Dialog } from "../ui/dialog.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"

type Props = {
  title: string
  hint?: string
  action: string
  name: string
  onSave: (name: string) => Promise<void>
  onClose: () => void
}

/** Asks what a template is called. */
export function NameDialog(props: Props) {
  const [name, setName] = createSignal(props.name)
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await props.onSave(name().trim())
      props.onClose()
    })
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title={props.title}>
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem()}
        busy={form.busy()}
        action={props.action}
        onCancel={props.onClose}
      >
        <TextField
          label="Name of the template"
          hint={props.hint}
          value={name()}
          onValue={setName}
          error={form.fields().name}
          required
          maxlength="120"
        />
      </Form>
    </Dialog>
  )
}
