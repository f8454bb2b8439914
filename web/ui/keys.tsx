import { For } from "solid-js"
import "./keys.css"

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform)
const MAC: Record<string, string> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↵" }

/**
 * Keys to press, as they are written on this machine's keyboard: "Ctrl K", "g b". Quiet ones are not read out, where
 * `aria-keyshortcuts` tells of them.
 */
export function Keys(props: { keys: string; quiet?: boolean }) {
  return (
    <span data-keys aria-hidden={props.quiet === true ? "true" : undefined}>
      <For each={props.keys.split(/[ +]/).filter((key) => key !== "")}>
        {(key) => <kbd>{(IS_MAC ? MAC[key] : undefined) ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>}
      </For>
    </span>
  )
}
