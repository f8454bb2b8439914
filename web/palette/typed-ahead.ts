/** What is typed between the palette being asked for and its field being there. */

/** Milliseconds after which the keys are the page's again, as when the palette cannot be loaded. */
const PATIENCE = 5000

let text = ""
let stop = () => {}

export function listenAhead(): void {
  stop()
  text = ""
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || [...event.key].length !== 1) return
    event.preventDefault()
    event.stopPropagation()
    text += event.key
  }
  const timer = setTimeout(() => stop(), PATIENCE)
  window.addEventListener("keydown", hear, true)
  stop = () => {
    clearTimeout(timer)
    window.removeEventListener("keydown", hear, true)
  }
}

/** Ends it, and answers what was typed. */
export function typedAhead(): string {
  stop()
  const typed = text
  text = ""
  return typed
}
