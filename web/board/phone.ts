import { createSignal, onCleanup } from "solid-js"

/** Whether the screen is as narrow as a phone's. */
export function createPhone(): () => boolean {
  const query = matchMedia("(width < 48rem)")
  const [is, setIs] = createSignal(query.matches)
  const changed = () => setIs(query.matches)
  query.addEventListener("change", changed)
  onCleanup(() => query.removeEventListener("change", changed))
  return is
}
