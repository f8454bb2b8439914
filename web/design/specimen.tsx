import type { JSX } from "solid-js"

/** A few things of a kind, and what they are called. */
export function Specimen(props: { title: string; wide?: boolean; children: JSX.Element }) {
  return (
    <div data-specimen data-wide={props.wide === true ? "" : undefined}>
      <h3>{props.title}</h3>
      <div data-specimen-body>{props.children}</div>
    </div>
  )
}
