import { createSignal, For, Show } from "solid-js"
import { IconClose } from "./icons.ts"
import "./toast.css"

type Toast = { id: number; text: string; kind: "plain" | "error"; undo?: () => void }

const [toasts, setToasts] = createSignal<Toast[]>([])
let last = 0

/** Milliseconds a message stays; errors stay until they are closed. */
const STAYS = 6000

/** Tells what happened, with a way back where there is one. */
export function toast(text: string, options: { kind?: "plain" | "error"; undo?: () => void } = {}): void {
  last += 1
  const id = last
  setToasts((all) => [
    ...all.slice(-3),
    { id, text, kind: options.kind ?? "plain", ...(options.undo && { undo: options.undo }) },
  ])
  if (options.kind !== "error") setTimeout(() => dismiss(id), STAYS)
}

function dismiss(id: number): void {
  setToasts((all) => all.filter((one) => one.id !== id))
}

export function Toasts() {
  return (
    <section data-toasts aria-label="Messages" aria-live="polite">
      <For each={toasts()}>
        {(one) => (
          <div data-toast={one.kind} role={one.kind === "error" ? "alert" : "status"}>
            <span>{one.text}</span>
            <Show when={one.undo}>
              {(undo) => (
                <button
                  type="button"
                  data-toast-undo
                  onClick={() => {
                    undo()()
                    dismiss(one.id)
                  }}
                >
                  Undo
                </button>
              )}
            </Show>
            <button type="button" data-toast-close aria-label="Dismiss" onClick={() => dismiss(one.id)}>
              <IconClose />
            </button>
          </div>
        )}
      </For>
    </section>
  )
}
