import { type JSX, Show } from "solid-js"

/** A line that is read and not edited. */
export function Fact(props: { label: string; children: JSX.Element }) {
  return (
    <Show when={props.children !== null && props.children !== undefined && props.children !== ""}>
      <div data-field-row>
        <span data-row-label>{props.label}</span>
        <span data-fact>{props.children}</span>
      </div>
    </Show>
  )
}
