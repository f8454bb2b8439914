import { type JSX, Show } from "solid-js"
import { Button } from "./button.tsx"
import { IconAlert } from "./icons.ts"
import "./state.css"

/** A place where something will be: its shape, until it is there. */
export function Skeleton(props: { width?: string; height?: string }) {
  return (
    <span data-skeleton style={{ width: props.width ?? "100%", height: props.height ?? "1rem" }} aria-hidden="true" />
  )
}

/** Nothing here yet, and what to do about it. */
export function Empty(props: { title: string; text?: string; icon?: JSX.Element; children?: JSX.Element }) {
  return (
    <div data-empty>
      <Show when={props.icon}>{(icon) => <span data-empty-icon>{icon()}</span>}</Show>
      <h2>{props.title}</h2>
      <Show when={props.text}>{(text) => <p>{text()}</p>}</Show>
      {props.children}
    </div>
  )
}

/** A browser's words for a call that did not get through are no words for people. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "Something went wrong"
  if (!(error instanceof TypeError && /fetch|network|load|module script/i.test(error.message))) return error.message
  return navigator.onLine ? "Halyard cannot be reached." : "You are offline."
}

/** Something did not load, and a way to try again. */
export function Failed(props: { error: unknown; onRetry?: () => void }) {
  return (
    <div data-empty role="alert">
      <span data-empty-icon>
        <IconAlert />
      </span>
      <h2>This did not load</h2>
      <p>{wordsOf(props.error)}</p>
      <Show when={props.onRetry}>{(retry) => <Button onClick={() => retry()()}>Try again</Button>}</Show>
    </div>
  )
}
