import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { addDays } from "../../shared/day.ts"
import { settled } from "../app/queries.ts"
import { useShortcut } from "../app/shortcuts.ts"
import { Button } from "../ui/button.tsx"
import { IconChevronLeft, IconChevronRight } from "../ui/icons.ts"
import { Failed } from "../ui/state.tsx"
import { useDesk } from "./desk.ts"
import { Grid } from "./grid.tsx"
import { hueOf } from "./owner-colors.ts"
import { useActivitySpan } from "./queries.ts"
import { Segments } from "./segments.tsx"
import { utcDays, weekOf } from "./time.ts"
import type { ViewState } from "./view-state.ts"
import { daysText } from "./words.ts"
import "./calendar.css"

const SPANS = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
] as const

const NARROW = "(width < 48rem)"
const GROUP = "Activities"

/** A week of activities by the hour; a day on a phone. */
export function Calendar(props: { state: ViewState }) {
  const desk = useDesk()
  const isNarrow = createNarrow()
  const span = () => (isNarrow() ? "day" : props.state.span())
  const days = createMemo(() => (span() === "day" ? [props.state.on()] : weekOf(props.state.on())), undefined, {
    equals: (a, b) => a.join() === b.join(),
  })
  const query = useActivitySpan(() => {
    const [first = "", last = ""] = [days()[0], days().at(-1)]
    // what began the day before may last into the first
    return { ...utcDays(desk.clocks(), addDays(first, -1), last), types: [], owners: props.state.ownerIds() }
  })
  const activities = () => settled(query) ?? []
  const go = (steps: number) => props.state.setOn(addDays(props.state.on(), steps * days().length))
  useShortcut("t", () => props.state.setOn(desk.today()), { name: "Go to today", group: GROUP })
  useShortcut("←", () => go(-1), { name: "Go back", group: GROUP })
  useShortcut("→", () => go(1), { name: "Go on", group: GROUP })
  const step = () => (span() === "day" ? "day" : "week")
  return (
    <section data-agenda aria-label="Calendar of activities" aria-busy={query.isFetching}>
      <header data-agenda-bar>
        <Button onClick={() => props.state.setOn(desk.today())}>Today</Button>
        <div data-agenda-steps>
          <Button kind="quiet" icon={<IconChevronLeft />} aria-label={`Previous ${step()}`} onClick={() => go(-1)} />
          <Button kind="quiet" icon={<IconChevronRight />} aria-label={`Next ${step()}`} onClick={() => go(1)} />
        </div>
        <h2 aria-live="polite">{daysText(days())}</h2>
        <Show when={!isNarrow()}>
          <Segments label="Days shown" value={span()} options={SPANS} onValue={(next) => props.state.setSpan(next)} />
        </Show>
      </header>
      <Legend state={props.state} activities={activities()} />
      <Show when={query.isError}>
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      </Show>
      <Grid
        days={days()}
        activities={activities()}
        strip={isNarrow()}
        onGo={go}
        onDay={(day) => {
          props.state.setOn(day)
          if (!isNarrow()) props.state.setSpan("day")
        }}
      />
    </section>
  )
}

/** Whose colour is whose, when there are several. */
function Legend(props: { state: ViewState; activities: readonly ActivityAnswer[] }) {
  const desk = useDesk()
  const me = () => desk.setup()?.me.id ?? 0
  const ids = createMemo(() => {
    const owners = props.state.owners()
    const all = owners === "everyone" ? [...new Set(props.activities.map((one) => one.owner_id))] : owners
    return all.toSorted((a, b) => Number(b === me()) - Number(a === me()) || a - b)
  })
  return (
    <Show when={ids().length > 1 || props.state.owners() === "everyone"}>
      <ul data-agenda-legend aria-label="Whose activities">
        <For each={ids()}>
          {(id) => (
            <li>
              <span data-owner-dot={hueOf(id, me())} aria-hidden="true" />
              {desk.userName(id)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

function createNarrow() {
  const query = matchMedia(NARROW)
  const [isNarrow, setNarrow] = createSignal(query.matches)
  const heard = () => setNarrow(query.matches)
  onMount(() => query.addEventListener("change", heard))
  onCleanup(() => query.removeEventListener("change", heard))
  return isNarrow
}
