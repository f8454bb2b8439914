import { For, Show } from "solid-js"
import { singleKeys } from "../app/shortcuts.ts"
import { Keys } from "../ui/keys.tsx"
import type { Entry } from "./entries.ts"
import { parts } from "./matching.ts"

type Props = {
  entry: Entry
  typed: string
  current: boolean
  onPoint: () => void
  /** `apart`: in a new tab. */
  onGo: (apart: boolean) => void
}

/** An entry of the list; the keyboard reaches it through the field above. */
export function Option(props: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the combobox above keeps the focus
    <div
      id={`palette-${props.entry.key}`}
      role="option"
      aria-selected={props.current}
      data-palette-option
      onPointerMove={() => props.current || props.onPoint()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => props.onGo(event.ctrlKey || event.metaKey)}
    >
      <props.entry.icon />
      <span data-palette-label>
        <Marked text={props.entry.label} typed={props.typed} />
      </span>
      <Show when={props.entry.note}>
        {(note) => (
          <span data-palette-note>
            <Marked text={note()} typed={props.typed} />
          </span>
        )}
      </Show>
      <Show when={singleKeys() && props.entry.keys}>
        {(keys) => (
          <span data-palette-keys aria-hidden="true">
            <Keys keys={keys()} />
          </span>
        )}
      </Show>
    </div>
  )
}

function Marked(props: { text: string; typed: string }) {
  return (
    <For each={parts(props.text, props.typed)}>
      {(part) => (
        <Show when={part.hit} fallback={part.text}>
          <mark>{part.text}</mark>
        </Show>
      )}
    </For>
  )
}
