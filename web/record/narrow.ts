import { type Accessor, createSignal, onCleanup } from "solid-js"

/** Whether the page is a phone's: one column. As in record.css. */
export function createNarrow(): Accessor<boolean> {
  const query = matchMedia("(width < 48rem)")
  const [narrow, setNarrow] = createSignal(query.matches)
  const look = () => setNarrow(query.matches)
  query.addEventListener("change", look)
  onCleanup(() => query.removeEventListener("change", look))
  return narrow
}
