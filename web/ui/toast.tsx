import { createSignal, For, Show } from "solid-js"
import { IconClose } from "./icons.ts"
import "./toast.css"

type Options = {
  kind?: "plain" | "error"
  /** The way back. */
  undo?: () => void
  /** Where to see it. */
  link?: { label: string; href: string }
}

type Toast = Options & { id: number; text: string; kind: "plain" | "error" }

const [toasts, setToasts] = createSignal<Toast[]>([])
let last = 0

/** Milliseconds a message stays; errors stay until they are closed. */
const STAYS = 6000

/** Tells what happened, with a way back where there is one. */
export function toast(text: string, options: Options = {}): void {
  last += 1
  const id = last
  setToasts((all) => [...all.slice(-3), { ...options, id, text, kind: options.kind ?? "plain" }])
  if (options.kind !== "error") setTimeout(() => dismiss(id), STAYS)
}

/** A name that a message speaks of: enough of it to know it by. */
export const short = (name: string): string => (name.length > 60 ? `${name.slice(0, 59).trimEnd()}…` : name)

function dismiss(id: number): void {
  setToasts((all) => all.filter((one) => one.id !== id))
}

export function Toasts() {
  return (
    <section data-toasts aria-label="Messages" aria-live="polite" data-kb-top-layer="">
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
            <Show when={one.link}>
              {(link) => (
                <a href={link().href} data-toast-undo onClick={() => dismiss(one.id)}>
                  {link().label}
                </a>
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
