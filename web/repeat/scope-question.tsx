import type { Scope } from "../../shared/api/activities.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import "../ui/form.css"

export type Asked = { verb: string; go: (scope: Scope) => void }

/** Asks which activities of a series a change is for that was made without a form. Closed unanswered, nothing changes. */
export function ScopeQuestion(props: { asked: Asked | undefined; onClose: () => void }) {
  const answer = (scope: Scope) => {
    const go = props.asked?.go
    props.onClose()
    go?.(scope)
  }
  return (
    <Dialog
      open={props.asked !== undefined}
      onOpen={(open) => !open && props.onClose()}
      title={`${props.asked?.verb ?? "Change"} which activities?`}
    >
      <div data-form>
        <p>This activity repeats.</p>
        <div data-form-foot>
          <Button kind="primary" data-first="" onClick={() => answer("this")}>
            This activity
          </Button>
          <Button onClick={() => answer("following")}>This and following</Button>
          <Button kind="quiet" onClick={props.onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
