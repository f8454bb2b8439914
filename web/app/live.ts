/** Other people's changes, as they happen: one subscription per tab, handed to whoever shows the records. */
import { createSignal } from "solid-js"
import type { Change, LiveMessage } from "../../shared/change.ts"
import { queryClient } from "./queries.ts"

type Listener = (change: Change) => void
type Kinds = LiveMessage["many"][number]

const listeners = new Set<{ kinds: readonly Kinds[]; heard: Listener; lost: () => void }>()
const [connected, setConnected] = createSignal(false)

export { connected }

/**
 * Listens to changes of some kinds. `lost` is called when changes may have been missed (the connection was away, or so much
 * changed that it was not told one by one): read again what is shown. Answers how to stop.
 */
export function listen(kinds: readonly Kinds[], heard: Listener, lost: () => void): () => void {
  const entry = { kinds, heard, lost }
  listeners.add(entry)
  return () => listeners.delete(entry)
}

function tell(message: LiveMessage): void {
  const setupKinds: readonly Kinds[] = [
    "user",
    "pipeline",
    "stage",
    "field",
    "workspace",
    "visibilityGroup",
    "permissionSet",
  ]
  for (const change of message.changes) {
    if (setupKinds.includes(change.kind)) void queryClient.invalidateQueries({ queryKey: ["setup"] })
    for (const { kinds, heard } of listeners) if (kinds.includes(change.kind)) heard(change)
  }
  for (const { kinds, lost } of listeners) if (message.many.some((kind) => kinds.includes(kind))) lost()
}

/** Milliseconds until a subscription that the server ended is asked for again. */
const AGAIN = 1000
/** The same after it was refused, as when a session has ended. */
const LATER = 10_000
const SUBSCRIPTION = "subscription { onMessage { workspace audience body } }"

/** Starts listening. Amplify comes with it, so it is called when the page stands. Answers how to stop. */
export async function connect(): Promise<() => void> {
  allowPlainSockets()
  const wire = await import("./wire.ts")
  const stopWatching = wire.watchConnection((stands) => {
    // what changed before the connection stood, or while it was away, was not heard
    if (stands && !connected()) for (const { lost } of listeners) lost()
    setConnected(stands)
  })
  let subscription: { unsubscribe(): void } | undefined
  let stopped = false
  const subscribe = () => {
    if (stopped) return
    subscription?.unsubscribe()
    subscription = wire.subscribe(
      SUBSCRIPTION,
      {},
      {
        next: (message) => {
          const { body } = (message ?? {}) as { body?: string }
          if (body !== undefined) tell(JSON.parse(body))
        },
        error: () => {
          setConnected(false)
          setTimeout(subscribe, LATER)
        },
        // our rights have changed: whoever may still listen is told by subscribing again
        complete: () => void setTimeout(rejoin, AGAIN),
      },
    )
  }
  // others may be ours to see now, and what we saw no longer is
  const rejoin = () => {
    subscribe()
    for (const { lost } of listeners) lost()
  }
  subscribe()
  return () => {
    stopped = true
    subscription?.unsubscribe()
    stopWatching()
  }
}

/** Amplify always asks for a secure socket; a stack on this machine has none. */
export function allowPlainSockets(): void {
  if (location.protocol === "https:") return
  const Secure = window.WebSocket
  if ("plain" in Secure) return
  const host = location.host
  class PlainSocket extends Secure {
    static plain = true
    constructor(url: string | URL, protocols?: string | string[]) {
      super(String(url).replace(`wss://${host}`, `ws://${host}`), protocols)
    }
  }
  window.WebSocket = PlainSocket
}
