import * as Kobalte from "@kobalte/core/dropdown-menu"
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js"
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

/** A menu's entries, for whatever opens one. They stay the elements they are, and keep the focus, when what they do is told anew. */
export function Entries(props: { entries: readonly MenuEntry[] }) {
  const byKey = createMemo(() => keyed(props.entries))
  return (
    <For each={[...byKey().keys()]}>
      {(key) => <Show when={byKey().get(key)}>{(entry) => <Entry entry={entry()} />}</Show>}
    </For>
  )
}

/** Entries by what they say, those that say the same by their order. */
function keyed(entries: readonly MenuEntry[]): Map<string, MenuEntry> {
  const all = new Map<string, MenuEntry>()
  for (const entry of entries) {
    const name = "separator" in entry ? "" : "heading" in entry ? `# ${entry.heading}` : entry.label
    let key = name
    for (let more = 2; all.has(key); more++) key = `${name} ${more}`
    all.set(key, entry)
  }
  return all
}

function Entry(props: { entry: MenuEntry }) {
  const of = <K extends "separator" | "heading" | "entries" | "onSelect">(key: K) =>
    key in props.entry ? (props.entry as Extract<MenuEntry, Record<K, unknown>>) : undefined
  return (
    <Switch>
      <Match when={of("separator")}>
        <Kobalte.Separator data-menu-line />
      </Match>
      <Match when={of("heading")}>{(entry) => <div data-menu-heading>{entry().heading}</div>}</Match>
      <Match when={of("entries")}>{(entry) => <Sub entry={entry()} />}</Match>
      <Match when={of("onSelect")}>{(entry) => <Item entry={entry()} />}</Match>
    </Switch>
  )
}

function Item(props: { entry: Command }) {
  return (
    <Kobalte.Item
      data-menu-item
      data-danger={props.entry.danger === true ? "" : undefined}
      onSelect={() => props.entry.onSelect()}
    >
      <Show when={props.entry.icon}>{(icon) => icon()({})}</Show>
      <span>{props.entry.label}</span>
      <Show when={props.entry.note}>{(note) => <small>{note()}</small>}</Show>
      <Show when={props.entry.hotkey}>{(keys) => <Keys keys={keys()} />}</Show>
      <Show when={props.entry.checked === true}>
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
