import { createSignal } from "solid-js"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"

/** A new stage at the end of a pipeline, or changes to one. */
export function StageForm(props: { pipelineId: number; stage?: StageAnswer; onClose: () => void }) {
  const [name, setName] = createSignal(props.stage?.name ?? "")
  const [probability, setProbability] = createSignal(String(props.stage?.deal_probability ?? 100))
  const [days, setDays] = createSignal(String(props.stage?.days_to_rotten ?? ""))
  const form = createForm()
  const body = () => ({
    name: name().trim(),
    deal_probability: Number(probability()),
    is_deal_rot_enabled: days().trim() !== "",
    days_to_rotten: days().trim() === "" ? null : Number(days()),
  })
  const save = () =>
    form.run(async () => {
      const id = props.stage?.id
      await saved(
        id === undefined
          ? call("POST /api/v2/stages", { body: { ...body(), pipeline_id: props.pipelineId } })
          : call("PATCH /api/v2/stages/{id}", { params: { id }, body: body() }),
      )
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.stage === undefined ? "Add stage" : "Save"}
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="255" />
      <TextField
        label="Probability (%)"
        value={probability()}
        onValue={setProbability}
        error={form.fields().deal_probability}
        hint="Chance that a deal in this stage is won."
        inputmode="numeric"
        required
      />
      <TextField
        label="Rots after (days)"
        value={days()}
        onValue={setDays}
        error={form.fields().days_to_rotten}
        hint="Days without a change, after which a deal is marked. Leave it empty for never."
        inputmode="numeric"
      />
    </Form>
  )
}
