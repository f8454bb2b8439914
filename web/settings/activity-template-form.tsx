import { createSignal } from "solid-js"
import { ACTIVITY_PRIORITIES } from "../../shared/activity-type.ts"
import type { ActivityTemplateAnswer } from "../../shared/api/activity-settings.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { LENGTHS, lengthText } from "../activities/words.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { typeChoices, usualType } from "../record/activity-types.ts"
import { Chips } from "../ui/chips.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { TimeField } from "../ui/time-field.tsx"

type Props = {
  template?: ActivityTemplateAnswer
  setup: Setup
  onSaved: () => Promise<void>
  onClose: () => void
}

const NONE = { value: "", label: "None" }
const PRIORITIES = [NONE, ...ACTIVITY_PRIORITIES.map(({ id, name }) => ({ value: String(id), label: name }))]
const DURATIONS = [NONE, ...LENGTHS.map((value) => ({ value, label: lengthText(value) }))]

/** What an activity may begin with. */
export function ActivityTemplateForm(props: Props) {
  const known = props.template
  const [draft, setDraft] = createSignal({
    name: known?.name ?? "",
    type: known?.type ?? usualType(),
    subject: known?.subject ?? "",
    days: String(known?.due_in_days ?? 0),
    time: known?.due_time?.slice(0, 5) ?? "",
    duration: known?.duration?.slice(0, 5) ?? "",
    priority: known?.priority == null ? "" : String(known.priority),
    note: known?.note ?? "",
  })
  const set = (part: Partial<ReturnType<typeof draft>>) => setDraft((before) => ({ ...before, ...part }))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const { name, type, subject, days, time, duration, priority, note } = draft()
      const body = {
        name: name.trim(),
        type,
        subject: subject.trim(),
        due_in_days: Number(days.trim() || 0),
        due_time: time || null,
        duration: duration || null,
        priority: priority === "" ? null : Number(priority),
        note: note || null,
      }
      if (known === undefined) await call("POST /api/v2/activities/templates", { body })
      else await call("PATCH /api/v2/activities/templates/{id}", { params: { id: known.id }, body })
      await props.onSaved()
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem() ?? form.fields().type}
      busy={form.busy()}
      action={known === undefined ? "Add template" : "Save"}
      onCancel={props.onClose}
    >
      <TextField
        label="Name of the template"
        value={draft().name}
        onValue={(name) => set({ name })}
        error={form.fields().name}
        required
        maxlength="120"
      />
      <Chips
        label="Type"
        single
        value={[draft().type]}
        onValue={([type]) => type !== undefined && set({ type })}
        options={typeChoices(props.setup, draft().type)}
      />
      <TextField
        label="Subject"
        value={draft().subject}
        onValue={(subject) => set({ subject })}
        error={form.fields().subject}
        maxlength="255"
      />
      <div data-fields>
        <TextField
          label="Due in days"
          inputmode="numeric"
          value={draft().days}
          onValue={(days) => set({ days })}
          error={form.fields().due_in_days}
        />
        <TimeField label="At" value={draft().time} onValue={(time) => set({ time })} error={form.fields().due_time} />
        <SelectField
          label="Duration"
          value={draft().duration}
          onValue={(duration) => set({ duration })}
          error={form.fields().duration}
          options={DURATIONS}
        />
        <SelectField
          label="Priority"
          value={draft().priority}
          onValue={(priority) => set({ priority })}
          error={form.fields().priority}
          options={PRIORITIES}
        />
      </div>
      <RichText label="Note" value={draft().note} onValue={(note) => set({ note })} placeholder="What to know for it" />
    </Form>
  )
}
