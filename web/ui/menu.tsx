import * as Kobalte from "@kobalte/core/dropdown-menu"
import { For, type JSX, Show } from "solid-js"
import { IconCheck, IconChevronRight } from "./icons.ts"
import { Keys } from "./keys.tsx"
import "./button.css"
import "./menu.css"

type Icon = (props: object) => JSX.Element

type Command = {
  label: string
  onSelect: () => void
  icon?: Icon
  danger?: boolean
  checked?: boolean
  note?: string
  /** The keys that do the same, "Ctrl K". */
  hotkey?: string
}

type Submenu = { label: string; icon?: Icon; entries: readonly MenuEntry[] }

export type MenuEntry = Command | Submenu | { separator: true } | { heading: string }

type Props = {
  label: string
  entries: readonly MenuEntry[]
  trigger: JSX.Element
  kind?: "quiet" | "plain"
  class?: string
}

/** A button that opens a list of commands. */
export function Menu(props: Props) {
  let trigger: HTMLElement | undefined
  return (
    <Kobalte.Root gutter={4} placement="bottom-start" modal={false}>
      <Kobalte.Trigger
        ref={(element: HTMLElement) => {
          trigger = element
        }}
        data-button={props.kind ?? "quiet"}
        aria-label={props.label}
        class={props.class}
      >
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content
          data-menu
          data-layer
          data-kb-top-layer=""
          onCloseAutoFocus={(event) => giveBack(event, trigger)}
        >
          <Entries entries={props.entries} />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

/** The button has the focus again, unless something else took it meanwhile. */
function giveBack(event: Event, trigger: HTMLElement | undefined): void {
  event.preventDefault()
  const now = document.activeElement
  if (now === null || now === document.body || now.closest("[role=menu]") !== null)
    trigger?.focus({ preventScroll: true })
}

/** A menu's entries, for whatever opens one. */
export function Entries(props: { entries: readonly MenuEntry[] }) {
  return <For each={props.entries}>{(entry) => <Entry entry={entry} />}</For>
}

function Entry(props: { entry: MenuEntry }) {
  const { entry } = props
  if ("separator" in entry) return <Kobalte.Separator data-menu-line />
  if ("heading" in entry) return <div data-menu-heading>{entry.heading}</div>
  if ("entries" in entry) return <Sub entry={entry} />
  return (
    <Kobalte.Item data-menu-item data-danger={entry.danger === true ? "" : undefined} onSelect={entry.onSelect}>
      <Show when={entry.icon}>{(icon) => icon()({})}</Show>
      <span>{entry.label}</span>
      <Show when={entry.note}>{(note) => <small>{note()}</small>}</Show>
      <Show when={entry.hotkey}>{(keys) => <Keys keys={keys()} />}</Show>
      <Show when={entry.checked === true}>
        <span data-tick>
          <IconCheck />
          <span class="sr-only">, chosen</span>
        </span>
      </Show>
    </Kobalte.Item>
  )
}

function Sub(props: { entry: Submenu }) {
  return (
    <Kobalte.Sub gutter={2} shift={-5} overlap>
      <Kobalte.SubTrigger data-menu-item>
        <Show when={props.entry.icon}>{(icon) => icon()({})}</Show>
        <span>{props.entry.label}</span>
        <IconChevronRight data-menu-more />
      </Kobalte.SubTrigger>
      <Kobalte.Portal>
        <Kobalte.SubContent data-menu data-layer data-kb-top-layer="">
          <Entries entries={props.entry.entries} />
        </Kobalte.SubContent>
      </Kobalte.Portal>
    </Kobalte.Sub>
  )
}
