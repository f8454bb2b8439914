import * as Kobalte from "@kobalte/core/dropdown-menu"
import { For, type JSX, Show } from "solid-js"
import "./menu.css"

export type MenuEntry =
  | {
      label: string
      onSelect: () => void
      icon?: (props: object) => JSX.Element
      danger?: boolean
      checked?: boolean
      note?: string
    }
  | { separator: true }
  | { heading: string }

type Props = {
  label: string
  entries: readonly MenuEntry[]
  trigger: JSX.Element
  kind?: "quiet" | "plain"
  class?: string
}

/** A button that opens a list of commands. */
export function Menu(props: Props) {
  return (
    <Kobalte.Root gutter={4} placement="bottom-start">
      <Kobalte.Trigger data-button={props.kind ?? "quiet"} aria-label={props.label} class={props.class}>
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content data-menu>
          <For each={props.entries}>{(entry) => <Entry entry={entry} />}</For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

function Entry(props: { entry: MenuEntry }) {
  const { entry } = props
  if ("separator" in entry) return <Kobalte.Separator data-menu-line />
  if ("heading" in entry) return <div data-menu-heading>{entry.heading}</div>
  return (
    <Kobalte.Item data-menu-item data-danger={entry.danger === true ? "" : undefined} onSelect={entry.onSelect}>
      <Show when={entry.icon}>{(icon) => icon()({})}</Show>
      <span>{entry.label}</span>
      <Show when={entry.note}>{(note) => <small>{note()}</small>}</Show>
      <Show when={entry.checked === true}>
        <span data-tick aria-hidden="true">
          ✓
        </span>
      </Show>
    </Kobalte.Item>
  )
}
