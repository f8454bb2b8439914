import type { DealCard } from "../../shared/api/deal-card.ts"
import { type Loss, LostForm } from "../record/lost-form.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { lose, nameOf } from "./acts.ts"
import { together } from "./bulk.ts"
import { useDesk } from "./desk.ts"

/** Asks why deals were lost; they leave the board at once. */
export function LostDialog(props: { cards: readonly DealCard[]; onClose: () => void }) {
  const desk = useDesk()
  const save = async (loss: Loss) => {
    props.onClose()
    await together(desk, props.cards, (cards, along) => lose(desk, cards, loss, along))
  }
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title={`Mark ${nameOf(props.cards)} as lost`}>
      <LostForm reasons={desk.setup().workspace.lost_reasons} onLose={save} onCancel={props.onClose} />
    </Dialog>
  )
}
