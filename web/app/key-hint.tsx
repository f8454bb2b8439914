import { For, Show } from "solid-js"
import { Keys } from "../ui/keys.tsx"
import { begun, shortcuts } from "./shortcuts.ts"
import "./key-hint.css"

/** What the next key does, once a sequence has begun. */
export function KeyHint() {
  const next = () => shortcuts().filter((one) => one.keys.startsWith(`${begun()} `))
  return (
    <div role="status" data-key-hint-place>
      <Show when={begun() !== ""}>
        <div data-key-hint>
          <strong>{next()[0]?.group}</strong>
          <For each={next()}>
            {(one) => (
              <span>
                <Keys keys={one.keys.slice(begun().length + 1)} /> {one.name}
              </span>
            )}
          </For>
        </div>
      </Show>
    </div>
  )
}
