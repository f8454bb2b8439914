import { createSignal } from "solid-js"
import type { ActivityTypeAnswer } from "../../shared/api/activity-settings.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { TextArea, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"

/** A new type of activity, or changes to one. */
export function ActivityTypeForm(props: { type?: ActivityTypeAnswer; onClose: () => void }) {
  const [name, setName] = createSignal(props.type?.name ?? "")
  const [outcomes, setOutcomes] = createSignal((props.type?.outcomes ?? []).join("\n"))
  const form = createForm()
  const lines = () =>
    outcomes()
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
  const save = () =>
    form.run(async () => {
      const body = { name: name().trim(), outcomes: lines() }
      const id = props.type?.id
      await saved(
        id === undefined
          ? call("POST /api/v2/activities/types", { body })
          : call("PATCH /api/v2/activities/types/{id}", { params: { id }, body }),
      )
      props.onClose()
    })
  const wrongOutcome = () => Object.entries(form.fields()).find(([field]) => field.startsWith("outcomes"))?.[1]
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.type === undefined ? "Add type" : "Save"}
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="50" />
      <TextArea
        label="Outcomes"
        hint="One on each line, to choose from when it is done. Anything else may be written."
        rows={6}
        value={outcomes()}
        onValue={setOutcomes}
        error={wrongOutcome()}
      />
    </Form>
  )
}
