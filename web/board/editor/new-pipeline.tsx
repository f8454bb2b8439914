import { NewPipelineForm } from "../../pipelines/new-form.tsx"
import { Dialog } from "../../ui/dialog.tsx"

/** A new pipeline, which is then edited where it stands. */
export function NewPipeline(props: { onClose: () => void; onMade: (id: number) => void }) {
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title="New pipeline">
      <NewPipelineForm onClose={props.onClose} onMade={props.onMade} />
    </Dialog>
  )
}
