import { createSignal } from "solid-js"
import type { DealCard } from "../../shared/api/deals.ts"
import { createForm } from "../app/form.ts"
import { Combobox } from "../ui/combobox.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { TextArea } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { lose, nameOf } from "./acts.ts"
import { together } from "./bulk.ts"
import { useDesk } from "./desk.ts"

/** Why deals were lost: one of the workspace's reasons or words of one's own, and what else there is to say. */
export function LostDialog(props: { cards: readonly DealCard[]; onClose: () => void }) {
  const desk = useDesk()
  const [reason, setReason] = createSignal<string | null>(null)
  const [comment, setComment] = createSignal("")
  const form = createForm()
  const reasons = () => desk.setup().workspace.lost_reasons
  const save = () =>
    form.run(async () => {
      props.onClose()
      const loss = { reason: reason() ?? "", comment: comment() }
      await together(desk, props.cards, (cards, along) => lose(desk, cards, loss, along))
    })
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title={`Mark ${nameOf(props.cards)} as lost`}>
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem()}
        busy={form.busy()}
        action="Mark as lost"
        onCancel={props.onClose}
      >
        <Combobox<string>
          label="Reason"
          value={reason()}
          onValue={setReason}
          options={reasons()}
          keyOf={(text) => text}
          labelOf={(text) => text}
          onCreate={(text) => setReason(text.slice(0, 255))}
          createLabel={(text) => `Use “${text}”`}
          placeholder={reasons().length > 0 ? "Choose a reason, or type one" : "Type a reason"}
        />
        <TextArea label="Comment" value={comment()} onValue={setComment} maxlength="1000" rows="3" />
      </Form>
    </Dialog>
  )
}
