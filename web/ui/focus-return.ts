import { createRenderEffect } from "solid-js"

/** Remembers what had the focus when something opens over it, to give it back. */
export function createFocusReturn(isOpen: () => boolean): () => void {
  let opener: Element | null = null
  createRenderEffect(() => {
    if (isOpen()) opener = remaining(document.activeElement)
  })
  return () => {
    const place = opener?.isConnected === true && opener !== document.body ? opener : document.querySelector("main")
    if (place instanceof HTMLElement) place.focus({ preventScroll: true })
  }
}

/** Menus go when something else opens: what stays is the button they hang from. */
function remaining(element: Element | null): Element | null {
  const menu = element?.closest("[role=menu]")
  const trigger = document.getElementById(menu?.getAttribute("aria-labelledby") ?? "")
  return trigger === null ? element : remaining(trigger)
}
