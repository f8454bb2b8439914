/** What lies over the page: one thing at a time, opened from anywhere. */
import { createSignal } from "solid-js"
import { listenAhead, typedAhead } from "../palette/typed-ahead.ts"

export type Overlay = "palette" | "shortcuts" | "notifications"

const [overlay, setOverlay] = createSignal<Overlay>()

export { overlay }

export function show(next: Overlay): void {
  if (next === "palette" && overlay() !== "palette") listenAhead()
  setOverlay(next)
}

export function close(): void {
  typedAhead()
  setOverlay(undefined)
}
