import { createUniqueId, type JSX, Show } from "solid-js"
import "./field.css"

export type Common = { label: string; hint?: string | undefined; error?: string | undefined; quietLabel?: boolean }
export type Ids = { id: string; described: string | undefined; invalid: "true" | undefined }

/** A control with its label, a hint, and what is wrong with it. */
export function Frame(props: Common & { children: (ids: Ids) => JSX.Element }) {
  const id = createUniqueId()
  const ids: Ids = {
    id,
    get described() {
      return props.error !== undefined || props.hint !== undefined ? `${id}-note` : undefined
    },
    get invalid() {
      return props.error === undefined ? undefined : "true"
    },
  }
  return (
    <div data-field data-invalid={props.error === undefined ? undefined : ""}>
      <label for={id} data-label class={props.quietLabel === true ? "sr-only" : undefined}>
        {props.label}
      </label>
      {props.children(ids)}
      <Show when={props.error ?? props.hint}>
        {(note) => (
          <p id={`${id}-note`} data-note role={props.error === undefined ? undefined : "alert"}>
            {note()}
          </p>
        )}
      </Show>
    </div>
  )
}
