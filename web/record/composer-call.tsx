import { createForm } from "../app/form.ts"
import { DateField } from "../ui/date-field.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { toast } from "../ui/toast.tsx"
import { bodyOf, newDraft } from "./activity-draft.ts"
import { addActivity } from "./acts.ts"
import { useBones } from "./context.ts"
import { createDraft } from "./drafts.ts"
import { OutcomeField } from "./outcome-field.tsx"
import { placeOf } from "./ref.ts"

const HOUR = 60

/** Notes a call that was made: how it went, how long it took, and what was said. */
export function ComposeCall(props: { onEnd: () => void }) {
  const bones = useBones()
  const empty = () => ({ ...newDraft(bones.contact()), done: true, outcome: "", minutes: "" })
  const { draft, change, clear } = createDraft(`${placeOf(bones.ref())}.call`, empty)
  const form = createForm()
  const problem = () => (/^\d{0,3}$/.test(draft().minutes.trim()) ? undefined : "must be whole minutes")
  const save = () =>
    form.run(async () => {
      const minutes = Number(draft().minutes)
      const duration = minutes === 0 ? "" : clockOf(minutes)
      const body = { ...bodyOf({ ...draft(), duration }), outcome: draft().outcome || null, ...bones.links() }
      await addActivity(bones.ref(), body)
      clear()
      toast("The call is in the history")
      props.onEnd()
    })
  const cancel = () => {
    clear()
    props.onEnd()
  }
  return (
    <Form
      onSubmit={form.submit(async () => (problem() === undefined ? save() : undefined))}
      problem={form.problem()}
      busy={form.busy()}
      action="Save call"
      onCancel={cancel}
    >
      <TextField
        label="Subject"
        quietLabel
        placeholder="Call"
        maxlength={255}
        value={draft().subject}
        onValue={(subject) => change({ subject })}
        error={form.fields().subject}
      />
      <div data-fields>
        <OutcomeField
          setup={bones.setup()}
          type="call"
          value={draft().outcome}
          onValue={(outcome) => change({ outcome })}
          error={form.fields().outcome}
        />
        <TextField
          label="Minutes"
          inputmode="numeric"
          value={draft().minutes}
          onValue={(minutes) => change({ minutes })}
          error={problem() ?? form.fields().duration}
        />
        <DateField label="Date" value={draft().day} onValue={(day) => change({ day })} error={form.fields().due_date} />
        <TimeField
          label="Time"
          value={draft().time}
          onValue={(time) => change({ time })}
          error={form.fields().due_time}
        />
      </div>
      <RichText label="Note" placeholder="What was said" value={draft().note} onValue={(note) => change({ note })} />
    </Form>
  )
}

function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0")
  return `${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`
}
