import { For } from "solid-js"
import { Skeleton } from "../ui/state.tsx"

/** The shape of cards that are not there yet. */
export function WaitingCards() {
  return (
    <div data-cards aria-hidden="true">
      <For each={[5.25, 4.5, 5.25]}>
        {(height) => (
          <div data-waiting>
            <Skeleton height={`${height}rem`} />
          </div>
        )}
      </For>
    </div>
  )
}

/** A column before the stages are known. */
export function WaitingColumn() {
  return (
    <li data-column aria-hidden="true">
      <header data-column-head>
        <Skeleton width="8rem" />
        <Skeleton width="5rem" height="0.75rem" />
      </header>
      <WaitingCards />
    </li>
  )
}

export function WaitingBar() {
  return (
    <header data-bar>
      <Skeleton width="9rem" height="1.25rem" />
      <Skeleton width="10rem" height="0.875rem" />
    </header>
  )
}
