/** Who else looks at what one looks at: each tab says where it is, and hears of the others who are there. */
import { createEffect, createSignal, on, onCleanup, untrack } from "solid-js"
import { config } from "./config.ts"
import { allowPlainSockets } from "./live.ts"
import { seat } from "./seat.ts"
import { accessToken, configure } from "./session.ts"
import { BEAT, type Other, type Said, whereabouts } from "./whereabouts.ts"

export type { Other } from "./whereabouts.ts"

const PRESENT = `mutation ($place: String!, $tab: ID!, $what: String, $gone: Boolean) {
  present(place: $place, tab: $tab, what: $what, gone: $gone) { workspace user place tab what gone }
}`
const ON_PRESENCE = "subscription ($place: String!) { onPresence(place: $place) { user tab what gone } }"
/** Milliseconds between looks at who has fallen silent. */
const LOOK = 5_000
/** Milliseconds until a subscription that the server ended is asked for again. */
const AGAIN = 1_000

/**
 * The others who are at `place` now (`board:1`, `deal:12`), and `what` of it they are at (the field they edit). Says the same of
 * us to them. An empty place is nowhere.
 */
export function usePresence(
  place: () => string,
  what: () => string | undefined = () => undefined,
): () => readonly Other[] {
  const [others, setOthers] = createSignal<readonly Other[]>([], { equals: areSame })
  createEffect(
    on(place, (here) => {
      if (here === "") return
      const stay = stayAt(here, () => untrack(what), setOthers)
      createEffect(on(what, stay.say, { defer: true }))
      onCleanup(() => {
        stay.leave()
        setOthers([])
      })
    }),
  )
  return others
}

function areSame(a: readonly Other[], b: readonly Other[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function stayAt(place: string, what: () => string | undefined, show: (others: Other[]) => void) {
  const tab = Math.random().toString(36).slice(2)
  const known = whereabouts({ user: seat()?.user ?? "", tab })
  const look = () => show(known.others(Date.now()))
  const say = (gone = document.hidden) =>
    void tell({ place, tab, gone, ...(!gone && what() !== undefined && { what: what() }) })
  const hear = (said: Said) => {
    const isNew = known.hear(said, Date.now())
    look()
    if (isNew && !document.hidden) say()
  }
  const stop = follow(place, hear, say)
  const timers = [setInterval(() => document.hidden || say(), BEAT), setInterval(look, LOOK)]
  const turned = () => say()
  const left = () => say(true)
  document.addEventListener("visibilitychange", turned)
  window.addEventListener("pagehide", left)
  return {
    say: () => say(),
    leave() {
      for (const timer of timers) clearInterval(timer)
      document.removeEventListener("visibilitychange", turned)
      window.removeEventListener("pagehide", left)
      stop()
      say(true)
    },
  }
}

/** Listens to who is at a place. `stands` is called when it does, and again when the connection was away. */
function follow(place: string, hear: (said: Said) => void, stands: () => void): () => void {
  let stopped = false
  let end = () => {}
  const start = async () => {
    allowPlainSockets()
    const [wire] = await Promise.all([import("./wire.ts"), configure()])
    if (stopped) return
    const stopWatching = wire.watchStanding((query, variables) => {
      if (query.includes("onPresence") && variables.place === place) stands()
    })
    const subscription = wire.subscribe(
      ON_PRESENCE,
      { place },
      {
        next: (said) => {
          if (said) hear(said as Said)
        },
        // who may not see the place, or is away, sees nobody there
        error: () => undefined,
        complete: () => void setTimeout(restart, AGAIN),
      },
    )
    end = () => {
      subscription?.unsubscribe()
      stopWatching()
    }
  }
  const restart = () => {
    end()
    if (!stopped) void start()
  }
  void start().catch(() => undefined)
  return () => {
    stopped = true
    end()
  }
}

let way: { token: string; url: string } | undefined

/** A beat that does not arrive is followed by the next. That we go is sent while the page goes: without asking for anything first. */
async function tell(variables: {
  place: string
  tab: string
  gone: boolean
  what?: string | undefined
}): Promise<void> {
  if (!variables.gone || way === undefined) way = await findWay()
  if (way === undefined) return
  const headers = { authorization: way.token, "content-type": "application/json" }
  const body = JSON.stringify({ query: PRESENT, variables })
  await fetch(way.url, { method: "POST", headers, body, keepalive: true }).catch(() => undefined)
}

async function findWay(): Promise<{ token: string; url: string } | undefined> {
  const [token, known] = await Promise.all([accessToken(), config().catch(() => undefined)])
  return token === undefined || known === undefined ? undefined : { token, url: known.liveUrl }
}
