/** What everything on the activities page may ask: who and when, by which clocks, and to open what lies over the page. */
import { type Accessor, createContext, createMemo, createSignal, onCleanup, onMount, useContext } from "solid-js"
import type { ActivityAnswer, Scope } from "../../shared/api/activities.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import type { Asked } from "../repeat/scope-question.tsx"
import { mark } from "./acts.ts"
import type { ActivityDraft } from "./draft.ts"
import { type Clocks, clocksOf } from "./time.ts"

export type Desk = {
  setup: Accessor<Setup | undefined>
  clocks: Accessor<Clocks>
  /** Seconds since the epoch, every half minute. */
  now: Accessor<number>
  today: Accessor<string>
  userName: (id: number) => string
  open: (id: number) => void
  create: (given: Partial<ActivityDraft>) => void
  /** Marks done or not; what is done offers to plan what is next. */
  tick: (activity: ActivityAnswer, done: boolean) => Promise<void>
  /** Goes on at once, or, of an activity that repeats, when it was said which of its series are meant. */
  whichOf: (activity: ActivityAnswer, verb: string, go: (scope: Scope) => void) => void
}

export const DeskContext = createContext<Desk>()

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error("This belongs on the activities page")
  return desk
}

const TICKS = 30_000

/** The clocks of who is signed in. */
export function useClocks() {
  const setup = useSetup()
  const [now, setNow] = createSignal(Math.floor(Date.now() / 1000))
  onMount(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), TICKS)
    onCleanup(() => clearInterval(timer))
  })
  const zone = createMemo(() => settled(setup)?.me.timezone_name ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const clocks = createMemo(() => clocksOf(zone()))
  const today = createMemo(() => clocks().wallAt(now()).day)
  return { setup: () => settled(setup), clocks, now, today }
}

export function createDesk(acts: {
  open: (id: number) => void
  create: (given: Partial<ActivityDraft>) => void
  next: (after: ActivityAnswer) => void
  ask: (asked: Asked) => void
}): Desk {
  const clocks = useClocks()
  const tick = async (activity: ActivityAnswer, done: boolean) => {
    const after = await mark(activity, done)
    const linked = activity.deal_id ?? activity.person_id ?? activity.org_id
    if (done && after !== undefined && linked !== null && typeof after.next_activity_id !== "number") acts.next(after)
  }
  const userName = (id: number) => clocks.setup()?.users.find((user) => user.id === id)?.name ?? ""
  const whichOf = (activity: ActivityAnswer, verb: string, go: (scope: Scope) => void) =>
    activity.rec_rule === null ? go("this") : acts.ask({ verb, go })
  return { ...clocks, userName, open: acts.open, create: acts.create, tick, whichOf }
}
