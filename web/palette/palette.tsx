import { useNavigate } from "@solidjs/router"
import { createEffect, createMemo, createSignal, For, on, onMount, Show } from "solid-js"
import { close } from "../app/overlay.ts"
import { settled, useSetup } from "../app/queries.ts"
import { IconSearch } from "../ui/icons.ts"
import { Keys } from "../ui/keys.tsx"
import { commandsFor } from "./commands.ts"
import { type Entry, foundIn, groupsFor, recentEntry } from "./entries.ts"
import { Option } from "./option.tsx"
import { readRecents, recents } from "./recent.ts"
import { createSearch } from "./search.ts"
import { typedAhead } from "./typed-ahead.ts"
import "./palette.css"

/** Search and commands, all of it by the keyboard: a combobox whose list is always open. */
export function Palette() {
  let dialog: HTMLDialogElement | undefined
  const navigate = useNavigate()
  const setup = useSetup()
  const [typed, setTyped] = createSignal("")
  const [chosen, setChosen] = createSignal<string>()
  const search = createSearch(typed)
  const commands = createMemo(() => commandsFor(settled(setup)))
  const found = createMemo(() => foundIn(search.hits(), settled(setup)))
  const known = createMemo(() => recents().map(recentEntry))
  const groups = createMemo(() => {
    const { shown, rest } = commands()
    return groupsFor(typed(), known(), typed().trim() === "" ? shown : [...shown, rest], found())
  })
  const entries = createMemo(() => groups().flatMap((group) => group.entries))
  const current = createMemo(() => entries().find((entry) => entry.key === chosen()) ?? entries()[0])
  createEffect(on(typed, () => setChosen(undefined)))
  onMount(() => {
    readRecents()
    dialog?.showModal()
    setTyped(typedAhead())
  })

  const go = (entry: Entry | undefined, apart: boolean) => {
    if (entry === undefined) return
    if (apart && entry.href !== undefined) {
      window.open(entry.href, "_blank", "noopener")
      return
    }
    dialog?.close()
    if (entry.href !== undefined) navigate(entry.href)
    else entry.run?.()
  }
  const step = (by: number) => {
    const all = entries()
    const at = all.findIndex((entry) => entry.key === current()?.key)
    setChosen(all[(at + by + all.length) % all.length]?.key)
    document.getElementById(`palette-${current()?.key}`)?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }
    const by = steps[event.key]
    if (by !== undefined) step(by)
    else if (event.key === "Enter") go(current(), event.ctrlKey || event.metaKey)
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") dialog?.close()
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      data-palette
      aria-label="Search and commands"
      onClose={close}
      onPointerDown={(event) => event.target === event.currentTarget && dialog?.close()}
    >
      <div data-palette-box>
        <div data-palette-head data-busy={search.busy() ? "" : undefined}>
          <IconSearch />
          <input
            type="text"
            role="combobox"
            aria-label="Search people, organizations, deals and commands"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant={current() === undefined ? undefined : `palette-${current()?.key}`}
            placeholder="Search people, organizations, deals, or type a command"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxlength="200"
            autofocus
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <button type="button" data-palette-close onClick={() => dialog?.close()}>
            <span data-with-keys>
              Esc<span class="sr-only">: close</span>
            </span>
            <span data-without-keys>Cancel</span>
          </button>
        </div>
        <div id="palette-list" data-palette-list role="listbox" aria-label="Results" tabindex="-1">
          <For each={groups().map((group) => group.name)}>
            {(name) => (
              // biome-ignore lint/a11y/useSemanticElements: a list box holds groups, not field sets
              <div role="group" aria-label={name} data-palette-group>
                <div data-palette-heading aria-hidden="true">
                  {name}
                </div>
                <For each={groups().find((group) => group.name === name)?.entries}>
                  {(entry) => (
                    <Option
                      entry={entry}
                      typed={typed()}
                      current={entry.key === current()?.key}
                      onPoint={() => setChosen(entry.key)}
                      onGo={(apart) => go(entry, apart)}
                    />
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
        <Nothing typed={typed()} busy={search.busy()} problem={search.problem()} count={entries().length} />
        <div data-palette-foot aria-hidden="true">
          <span>
            <Keys keys="↑ ↓" /> choose
          </span>
          <span>
            <Keys keys="Enter" /> open
          </span>
          <span>
            <Keys keys="Ctrl Enter" /> in a new tab
          </span>
        </div>
      </div>
    </dialog>
  )
}

function Nothing(props: { typed: string; busy: boolean; problem: string | undefined; count: number }) {
  const text = () => {
    if (props.problem !== undefined) return props.problem
    if (props.count > 0 || props.busy) return ""
    return `Nothing was found for “${props.typed.trim()}”.`
  }
  return (
    <div role="status">
      <Show when={text()}>{(said) => <p data-palette-nothing>{said()}</p>}</Show>
      <span class="sr-only">{props.busy || props.count === 0 ? "" : `${props.count} results`}</span>
    </div>
  )
}
