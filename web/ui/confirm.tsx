import { createSignal, type JSX, Show } from "solid-js"
import { Button } from "./button.tsx"
import { Dialog } from "./dialog.tsx"
import "./form.css"

type Props = {
  open: boolean
  onOpen: (open: boolean) => void
  title: string
  text: string
  /** What the button does, by its verb. */
  action: string
  onConfirm: () => Promise<unknown>
  /** What is to be chosen before. */
  children?: JSX.Element
}

/** Asks before something that cannot be taken back. It stays and says why when that is refused. */
export function Confirm(props: Props) {
  return (
    <Dialog open={props.open} onOpen={props.onOpen} title={props.title}>
      <Question {...props} />
    </Dialog>
  )
}

function Question(props: Props) {
  const [busy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<string>()
  const go = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await props.onConfirm()
      props.onOpen(false)
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : "Something went wrong")
    } finally {
      setBusy(false)
    }
  }
  return (
    <div data-form>
      <p>{props.text}</p>
      {props.children}
      <Show when={refusal()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div data-form-foot>
        <Button kind="danger" busy={busy()} onClick={() => void go()}>
          {props.action}
        </Button>
        <Button kind="quiet" onClick={() => props.onOpen(false)}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
