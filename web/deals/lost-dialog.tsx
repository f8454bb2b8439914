import { createSignal } from "solid-js"
import type { DealDetail } from "../../shared/api/deals.ts"
import { createForm } from "../app/form.ts"
import { useBones } from "../record/context.ts"
import { Combobox } from "../ui/combobox.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { TextArea } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { changeDeal } from "./queries.ts"

type Props = { deal: DealDetail; open: boolean; onOpen: (open: boolean) => void; onLost: () => void }

/** Asks why a deal was lost: one of the workspace's reasons or another, and a comment. */
export function LostDialog(props: Props) {
  return (
    <Dialog open={props.open} onOpen={props.onOpen} title="Mark as lost">
      <Why {...props} />
    </Dialog>
  )
}

function Why(props: Props) {
  const bones = useBones()
  const [reason, setReason] = createSignal<string | null>(null)
  const [comment, setComment] = createSignal("")
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const why = { lost_reason: reason(), lost_comment: comment().trim() || null }
      await changeDeal(props.deal.id, { status: "lost", ...why })
      props.onOpen(false)
      props.onLost()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Mark as lost"
      onCancel={() => props.onOpen(false)}
    >
      <Combobox<string>
        label="Reason"
        placeholder="Why was it lost?"
        options={bones.setup()?.workspace.lost_reasons ?? []}
        value={reason()}
        onValue={setReason}
        onCreate={setReason}
        createLabel={(text) => `Use “${text}”`}
        keyOf={(one) => one}
        labelOf={(one) => one}
        error={form.fields().lost_reason}
      />
      <TextArea
        label="Comment"
        rows={3}
        maxlength={1000}
        value={comment()}
        onValue={setComment}
        error={form.fields().lost_comment}
      />
    </Form>
  )
}
