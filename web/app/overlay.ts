/** What lies over the page: one thing at a time, opened from anywhere. */
import { createSignal } from "solid-js"

export type Overlay = "palette" | "shortcuts" | "notifications"

const [overlay, setOverlay] = createSignal<Overlay>()

export { overlay }

export function show(next: Overlay): void {
  setOverlay(next)
}

export function close(): void {
  setOverlay(undefined)
}
