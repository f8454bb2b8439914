import { createSignal, Show } from "solid-js"
import { createStore } from "solid-js/store"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { Form } from "../ui/form.tsx"
import { IconCheck } from "../ui/icons.ts"
import { bodyOf, nextAfter } from "./activity-draft.ts"
import { ActivityFields } from "./activity-form.tsx"
import { addActivity } from "./acts.ts"
import { useBones } from "./context.ts"

type Props = {
  after: ActivityAnswer
  /** Whether something else is planned already: then it only offers. */
  planned: boolean
  onUndo: () => void
  onClose: () => void
}

/** After an activity was marked done: what comes next. */
export function NextStep(props: Props) {
  const bones = useBones()
  const [open, setOpen] = createSignal(!props.planned)
  const [draft, setDraft] = createStore(nextAfter(props.after, bones.contact()))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await addActivity(bones.ref(), { ...bodyOf(draft), ...bones.links() })
      props.onClose()
    })
  return (
    <section data-next aria-label="The next step">
      <p data-next-done role="status">
        <IconCheck aria-hidden="true" />
        <span>
          {props.after.subject}: done. <Show when={!props.planned}>Nothing else is planned.</Show>
        </span>
        <Button size="s" kind="quiet" onClick={() => props.onUndo()}>
          Undo
        </Button>
        <Show when={!open()}>
          <Button size="s" onClick={() => setOpen(true)}>
            Schedule the next
          </Button>
          <Button size="s" kind="quiet" onClick={() => props.onClose()}>
            Dismiss
          </Button>
        </Show>
      </p>
      <Show when={open()}>
        <Form
          onSubmit={form.submit(save)}
          problem={form.problem()}
          busy={form.busy()}
          action="Schedule the next"
          onCancel={props.onClose}
        >
          <ActivityFields draft={draft} onChange={(part) => setDraft(part)} errors={form.fields()} />
        </Form>
      </Show>
    </section>
  )
}
