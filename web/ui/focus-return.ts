import { createRenderEffect } from "solid-js"

/** Remembers what had the focus when something opens over it, to give it back. */
export function createFocusReturn(isOpen: () => boolean): () => void {
  let opener: Element | null = null
  createRenderEffect(() => {
    if (isOpen()) opener = document.activeElement
  })
  return () => {
    const place = opener?.isConnected === true && opener !== document.body ? opener : document.querySelector("main")
    if (place instanceof HTMLElement) place.focus({ preventScroll: true })
  }
}
