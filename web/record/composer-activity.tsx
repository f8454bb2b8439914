import { createForm } from "../app/form.ts"
import { Form } from "../ui/form.tsx"
import { short, toast } from "../ui/toast.tsx"
import { bodyOf, newDraft } from "./activity-draft.ts"
import { ActivityFields } from "./activity-form.tsx"
import { addActivity } from "./acts.ts"
import { useBones } from "./context.ts"
import { createDraft } from "./drafts.ts"
import { placeOf } from "./ref.ts"
import { showDue } from "./when.ts"

/** Plans an activity, or notes one that was. */
export function ComposeActivity(props: { onEnd: () => void }) {
  const bones = useBones()
  const { draft, change, clear } = createDraft(`${placeOf(bones.ref())}.activity`, () => newDraft(bones.contact()))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const made = await addActivity(bones.ref(), { ...bodyOf(draft()), ...bones.links() })
      clear()
      toast(made.done ? `${short(made.subject)}: done` : `${short(made.subject)}: ${showDue(made)}`)
      props.onEnd()
    })
  const cancel = () => {
    clear()
    props.onEnd()
  }
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem() ?? form.fields().type}
      busy={form.busy()}
      action="Save activity"
      onCancel={cancel}
    >
      <ActivityFields draft={draft()} onChange={change} errors={form.fields()} />
    </Form>
  )
}
