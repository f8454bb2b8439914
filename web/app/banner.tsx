import { createEffect, createSignal, Match, onCleanup, Show, Switch } from "solid-js"
import { Button } from "../ui/button.tsx"
import { IconOffline } from "../ui/icons.ts"
import { away } from "./online.ts"
import { queryClient } from "./queries.ts"
import { isExpired } from "./session.ts"
import "./banner.css"

/** Says calmly why nothing moves: the server is away, or the session has ended. */
export function Banner(props: { asking: boolean; onAsk: () => void }) {
  return (
    <div data-banners role="status">
      <Switch>
        <Match when={isExpired() && !props.asking}>
          <p data-banner="expired">
            Your session has ended. What you typed is still here.
            <Button size="s" onClick={() => props.onAsk()}>
              Sign in again
            </Button>
          </p>
        </Match>
        <Match when={away()}>
          <Away />
        </Match>
      </Switch>
    </div>
  )
}

function Away() {
  const [shown, setShown] = createSignal(readings())
  createEffect(() => onCleanup(queryClient.getQueryCache().subscribe(() => queueMicrotask(() => setShown(readings())))))
  return (
    <p data-banner="away">
      <IconOffline />
      <span>
        <strong>{navigator.onLine ? "Halyard cannot be reached." : "You are offline."}</strong>{" "}
        <Show
          when={!shown().missing}
          fallback="This was not opened on this device before, so there is nothing to show yet."
        >
          <Show when={shown().at}>{(at) => `This is from ${wordsOf(at())}.`}</Show>
        </Show>{" "}
        Changes cannot be saved until you are back.
      </span>
    </p>
  )
}

/** When what the page shows was read, and whether some of it never was. */
function readings(): { at: number | undefined; missing: boolean } {
  const queries = queryClient
    .getQueryCache()
    .findAll({ type: "active" })
    .filter((query) => query.queryKey[0] !== "notifications")
  const times = queries.filter((query) => query.queryKey[0] !== "setup").map((query) => query.state.dataUpdatedAt)
  const known = times.filter((time) => time > 0)
  return {
    at: known.length === 0 ? undefined : Math.min(...known),
    missing: known.length === 0 && times.length > 0,
  }
}

function wordsOf(at: number): string {
  const then = new Date(at)
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })
  const isToday = then.toDateString() === new Date().toDateString()
  return isToday
    ? time
    : `${then.toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" })}, ${time}`
}
