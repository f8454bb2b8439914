import { createSignal } from "solid-js"
import { createForm } from "../app/form.ts"
import { Combobox } from "../ui/combobox.tsx"
import { TextArea } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"

export type Loss = { reason: string; comment: string }

type Props = {
  /** The workspace's. */
  reasons: readonly string[]
  onLose: (loss: Loss) => Promise<void>
  onCancel: () => void
}

/** Why a deal was lost: one of the workspace's reasons or words of one's own, and what else there is to say. */
export function LostForm(props: Props) {
  const [reason, setReason] = createSignal<string | null>(null)
  const [comment, setComment] = createSignal("")
  const form = createForm()
  const save = () => form.run(() => props.onLose({ reason: reason() ?? "", comment: comment().trim() }))
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Mark as lost"
      onCancel={props.onCancel}
    >
      <Combobox<string>
        label="Reason"
        value={reason()}
        onValue={setReason}
        options={props.reasons}
        keyOf={(text) => text}
        labelOf={(text) => text}
        onCreate={(text) => setReason(text.slice(0, 255))}
        createLabel={(text) => `Use “${text}”`}
        placeholder={props.reasons.length > 0 ? "Choose a reason, or type one" : "Type a reason"}
        error={form.fields().lost_reason}
      />
      <TextArea
        label="Comment"
        value={comment()}
        onValue={setComment}
        maxlength="1000"
        rows="3"
        error={form.fields().lost_comment}
      />
    </Form>
  )
}
