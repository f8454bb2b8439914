/** Puts a page that is come to as it was left, or begins at its heading. */
import type { Left } from "./leaving.ts"

/** Milliseconds for which a page may load. */
const PATIENCE = 5000
/** Milliseconds after which what had the focus is taken to be gone. */
const LOOKS = 1500
/** With these somebody goes on by themselves. */
const ACTS = ["pointerdown", "keydown", "wheel", "touchmove"]
const OVER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]"
const FIELDS = "input, textarea, select, [contenteditable]"

let leaveOff = () => {}

/** `from` is what had the focus before, on another page; without it the focus stays where it is. */
export function arrive(left: Left | undefined, from: Element | null | undefined): void {
  leaveOff()
  const began = performance.now()
  let missing = left?.scrolled ?? []
  let isFocused = from === undefined
  let frame = 0
  leaveOff = () => {
    cancelAnimationFrame(frame)
    for (const act of ACTS) window.removeEventListener(act, leaveOff, { capture: true })
  }
  const step = () => {
    const waited = performance.now() - began
    missing = missing.filter((one) => !isScrolled(one))
    const wanted = waited < LOOKS || missing.length > 0 ? left?.focus : undefined
    isFocused ||= isTaken(from) || focus(wanted ?? "main h1", wanted !== undefined)
    if ((isFocused && missing.length === 0) || waited > PATIENCE) leaveOff()
    else frame = requestAnimationFrame(step)
  }
  for (const act of ACTS) window.addEventListener(act, leaveOff, { capture: true, passive: true })
  if (from !== undefined) document.querySelector("main")?.scrollTo({ left: 0, top: 0, behavior: "instant" })
  step()
}

/** As far as it goes: what loads by pages loads the next. */
function isScrolled([selector, left, top]: Left["scrolled"][number]): boolean {
  const element = document.querySelector(selector)
  element?.scrollTo({ left, top, behavior: "instant" })
  return element !== null && Math.abs(element.scrollLeft - left) + Math.abs(element.scrollTop - top) < 2
}

/** Whether the page has the focus where it asked for it, or still where it was. */
function isTaken(from: Element | null | undefined): boolean {
  const active = document.activeElement
  return active?.matches("main *") === true && (active === from || active.matches(FIELDS))
}

function focus(selector: string, isKnown: boolean): boolean {
  const element = document.querySelector<HTMLElement>(selector)
  // what lies over the page gives the focus back when it goes
  if (element === null || document.activeElement?.closest(OVER) != null) return false
  if (!isKnown) element.tabIndex = -1
  element.focus({ preventScroll: true })
  return document.activeElement === element
}
