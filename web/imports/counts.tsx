import { For, Show } from "solid-js"
import type { Counts } from "../../shared/import.ts"
import { KINDS, nounText, numberText } from "./words.ts"
import "./counts.css"

/** What an import makes, kind by kind. Kinds that it has nothing of are left out. */
export function CountTiles(props: { label: string; counts: Counts }) {
  const linked = (kind: keyof Omit<Counts, "skipped">) => {
    const count = props.counts[kind]
    return "linked" in count ? count.linked : 0
  }
  const used = () => KINDS.filter(({ kind }) => props.counts[kind].added > 0 || linked(kind) > 0)
  const kinds = () => (used().length === 0 ? KINDS.slice(0, 1) : used())
  return (
    <ul data-import-counts aria-label={props.label} class="num">
      <For each={kinds()}>
        {({ kind, noun }) => (
          <li>
            <strong>{numberText(props.counts[kind].added)}</strong>
            <span>{nounText(props.counts[kind].added, noun)}</span>
            <Show when={linked(kind) > 0}>
              <small>{numberText(linked(kind))} here already</small>
            </Show>
          </li>
        )}
      </For>
      <Show when={props.counts.skipped > 0}>
        <li data-skipped>
          <strong>{numberText(props.counts.skipped)}</strong>
          <span>{nounText(props.counts.skipped, "row")} skipped</span>
        </li>
      </Show>
    </ul>
  )
}
