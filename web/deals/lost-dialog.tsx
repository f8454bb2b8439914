import type { DealDetail } from "../../shared/api/deals.ts"
import { useBones } from "../record/context.ts"
import { type Loss, LostForm } from "../record/lost-form.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { changeDeal } from "./queries.ts"

type Props = { deal: DealDetail; open: boolean; onOpen: (open: boolean) => void; onLost: () => void }

/** Asks why a deal was lost, and waits until it is. */
export function LostDialog(props: Props) {
  const bones = useBones()
  const save = async ({ reason, comment }: Loss) => {
    await changeDeal(props.deal.id, { status: "lost", lost_reason: reason || null, lost_comment: comment || null })
    props.onOpen(false)
    props.onLost()
  }
  return (
    <Dialog open={props.open} onOpen={props.onOpen} title="Mark as lost">
      <LostForm
        reasons={bones.setup()?.workspace.lost_reasons ?? []}
        onLose={save}
        onCancel={() => props.onOpen(false)}
      />
    </Dialog>
  )
}
