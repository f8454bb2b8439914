/** Keys that work anywhere, as long as nobody is typing. A sequence is written with spaces, `"g b"`; with a modifier, `"Ctrl+K"`; an arrow, `"←"`. */
import { createSignal, onCleanup, onMount } from "solid-js"

type About = { name: string; group: string }
export type Shortcut = About & { keys: string; run: () => void }

/** Milliseconds in which the next key of a sequence is awaited. */
const AWAITED = 2500
const KEY = "halyard.single-keys"

const [shortcuts, setShortcuts] = createSignal<readonly Shortcut[]>([])
const [begun, setBegun] = createSignal("")
const [singleKeys, setSingle] = createSignal(localStorage.getItem(KEY) !== "off")

/** `begun` is the part of a sequence that was pressed; `singleKeys` whether keys without a modifier do something. */
export { begun, shortcuts, singleKeys }

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off")
  setSingle(on)
}

/** Registers a shortcut; the one registered last wins. Answers how to remove it. */
export function shortcut(keys: string, run: () => void, about: About): () => void {
  if (shortcuts().length === 0) window.addEventListener("keydown", pressed)
  const entry = { keys, run, ...about }
  setShortcuts((all) => [...all, entry])
  return () => {
    setShortcuts((all) => all.filter((one) => one !== entry))
    if (shortcuts().length === 0) window.removeEventListener("keydown", pressed)
  }
}

/** The same for a component's life. */
export function useShortcut(keys: string, run: () => void, about: About): void {
  onMount(() => onCleanup(shortcut(keys, run, about)))
}

let timer: ReturnType<typeof setTimeout> | undefined

export function forgetBegun(): void {
  clearTimeout(timer)
  setBegun("")
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey || isElsewhere(event)) return
  const key = nameOf(event)
  if (key === undefined) return
  const after = begun() === "" ? key : `${begun()} ${key}`
  const entry = found(after) ?? found(key)
  forgetBegun()
  if (entry !== undefined) {
    event.preventDefault()
    entry.run()
  } else if (shortcuts().some((one) => one.keys.startsWith(`${key} `)) && !key.includes("+")) {
    setBegun(key)
    timer = setTimeout(forgetBegun, AWAITED)
  }
}

const found = (keys: string) => shortcuts().findLast((one) => one.keys === keys)

/** Typing, and what lies over the page, keep their keys to themselves. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox], dialog") != null) return true
  if (event.ctrlKey || event.metaKey) return false
  return !singleKeys() || target?.closest("input, textarea, select, [contenteditable]") != null
}

const ARROWS: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→" }

/** `k` is the key on its own, `Ctrl+K` with Ctrl or ⌘. On a keyboard of another script a letter is where it is on a Latin one. */
function nameOf(event: KeyboardEvent): string | undefined {
  const arrow = ARROWS[event.key]
  if (arrow !== undefined) return event.ctrlKey || event.metaKey || event.shiftKey ? undefined : arrow
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  const key = latin !== undefined && !/^[\x20-\x7e]$/.test(event.key) ? latin : event.key
  if (key.length !== 1 || key === " ") return undefined
  return event.ctrlKey || event.metaKey ? `Ctrl+${key.toUpperCase()}` : key.toLowerCase()
}
