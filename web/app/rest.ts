import { createEffect, onCleanup } from "solid-js"
import { whenIdle } from "./idle.ts"
import { connected } from "./live.ts"

/** Milliseconds until a page that hears others' changes has come to rest. */
const RESTS = 1500
/** Milliseconds after which a page is taken to rest though it does not hear them. */
const PATIENCE = 6000

/** Calls once the page has all it needs and the browser is idle: for what is only needed when something is opened. */
export function whenAtRest(act: () => void): void {
  let forget: (() => void) | undefined
  const soon = () => {
    forget ??= whenIdle(act, PATIENCE)
  }
  createEffect(() => {
    const timer = setTimeout(soon, connected() ? RESTS : PATIENCE)
    onCleanup(() => clearTimeout(timer))
  })
  onCleanup(() => forget?.())
}
