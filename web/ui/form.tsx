import { type JSX, Show } from "solid-js"
import { Button } from "./button.tsx"
import "./form.css"

type Props = {
  onSubmit: (event: SubmitEvent) => void
  /** What went wrong that belongs to no field. */
  problem: string | undefined
  busy: boolean
  action: string
  onCancel?: () => void
  children: JSX.Element
}

/** Fields one below the other, what went wrong, and the buttons. */
export function Form(props: Props) {
  return (
    <form data-form onSubmit={(event) => props.onSubmit(event)}>
      {props.children}
      <Show when={props.problem}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div data-form-foot>
        <Button type="submit" kind="primary" busy={props.busy}>
          {props.action}
        </Button>
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button kind="quiet" onClick={() => cancel()()}>
              Cancel
            </Button>
          )}
        </Show>
      </div>
    </form>
  )
}
