import { type JSX, Show } from "solid-js"
import type { Tone } from "./tone.ts"
import "./badge.css"

/** A word in a colour. */
export function Badge(props: { tone: Tone; children: JSX.Element; dot?: boolean }) {
  return (
    <span data-badge={props.tone}>
      <Show when={props.dot === true}>
        <span data-badge-dot aria-hidden="true" />
      </Show>
      {props.children}
    </span>
  )
}
