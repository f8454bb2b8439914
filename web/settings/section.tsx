import { type JSX, Show } from "solid-js"
import { Skeleton } from "../ui/state.tsx"

/** A part of the settings: its name, what can be added to it, and a line about it. */
export function Section(props: { title: string; text?: string | undefined; add?: JSX.Element; children: JSX.Element }) {
  return (
    <section data-setting aria-labelledby="setting-title">
      <header data-setting-head>
        <h2 id="setting-title">{props.title}</h2>
        {props.add}
      </header>
      <Show when={props.text}>{(text) => <p data-setting-text>{text()}</p>}</Show>
      {props.children}
    </section>
  )
}

/** Where a row will stand once it is known. */
export function WaitingRow() {
  return (
    <li data-row aria-hidden="true">
      <Skeleton width="12rem" />
    </li>
  )
}
