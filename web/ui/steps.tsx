import { For, Show } from "solid-js"
import { IconCheck } from "./icons.ts"
import "./steps.css"

/** How far somebody has come on a way of a few steps; `at` counts from 0, and beyond the last step all are done. */
export function Steps(props: { label: string; steps: readonly string[]; at: number }) {
  return (
    <ol data-steps aria-label={props.label}>
      <For each={props.steps}>
        {(name, place) => (
          <li
            data-step={place() < props.at ? "done" : place() === props.at ? "current" : "later"}
            aria-current={place() === props.at ? "step" : undefined}
          >
            <span data-step-mark aria-hidden="true">
              <Show when={place() < props.at} fallback={place() + 1}>
                <IconCheck />
              </Show>
            </span>
            <span data-step-name>{name}</span>
            <Show when={place() < props.at}>
              <span class="sr-only">, done</span>
            </Show>
          </li>
        )}
      </For>
    </ol>
  )
}
