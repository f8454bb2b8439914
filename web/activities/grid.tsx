import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js"
import type { ActivityAnswer, Scope } from "../../shared/api/activities.ts"
import { addDays } from "../../shared/day.ts"
import { announce } from "../ui/announce.ts"
import { change } from "./acts.ts"
import { blocksOf } from "./blocks.ts"
import { Cursor } from "./cursor.tsx"
import { DayHeads } from "./day-heads.tsx"
import { useDesk } from "./desk.ts"
import { createDrags, lengthWords, type Slot } from "./drags.ts"
import { Event, GhostEvent } from "./event.tsx"
import type { OnPlace } from "./event-moves.ts"
import { HELP } from "./help.ts"
import { Lane } from "./lane.tsx"
import { createSwipe } from "./swipe.ts"
import { clockText, dueFrom, lengthBetween, weekday } from "./time.ts"
import { shortDay } from "./words.ts"

type Props = {
  days: readonly string[]
  activities: readonly ActivityAnswer[]
  /** The whole week above a single day. */
  strip: boolean
  onDay: (day: string) => void
  onGo: (steps: number) => void
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
/** The hour that is on top at first. */
const FIRST = 7

/** The hours of some days, with what is planned in them. */
export function Grid(props: Props) {
  const desk = useDesk()
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const [hours, setHours] = createSignal<HTMLElement>()
  const [lane, setLane] = createSignal<HTMLElement>()
  const create = (slot: Slot) =>
    desk.create({
      type: "meeting",
      day: slot.day,
      ...(slot.minute !== undefined && { time: clockText(slot.minute), duration: lengthWords(slot) }),
    })
  const place: OnPlace = (activity, slot, kind) =>
    desk.whichOf(activity, kind === "move" ? "Move" : "Change", (scope) => put(activity, slot, kind, scope))
  const put = (activity: ActivityAnswer, slot: Slot, kind: "move" | "resize", scope: Scope) => {
    const said = slot.minute === undefined ? shortDay(slot.day) : `${shortDay(slot.day)}, ${clockText(slot.minute)}`
    void change(
      activity,
      placed(slot, kind),
      `${activity.subject}: ${kind === "move" ? said : lengthWords(slot)}`,
      scope,
    )
  }
  const placed = (slot: Slot, kind: "move" | "resize") => {
    const due = dueFrom(desk.clocks(), slot.day, slot.minute)
    if (kind === "move" || slot.minute === undefined) return due
    const end = slot.minute + slot.length
    const to = { day: addDays(slot.day, Math.floor(end / 1440)), minute: end % 1440 }
    const real = lengthBetween(desk.clocks(), { day: slot.day, minute: slot.minute }, to)
    return { ...due, duration: clockText(real) }
  }
  const drags = createDrags({ days: () => props.days, hours, lane, scroll, onCreate: create, onMove: place })
  const blocks = createMemo(() => blocksOf(props.activities, props.days, desk.clocks()))
  const byKey = createMemo(() => new Map(blocks().map((block) => [block.key, block])))
  const now = () => desk.clocks().wallAt(desk.now())
  onMount(() => {
    const element = scroll()
    const hour = hours()
    if (element !== undefined && hour !== undefined) element.scrollTop = (hour.offsetHeight / 24) * (FIRST - 0.25)
  })
  createEffect(() => {
    const element = scroll()
    // a finger that drags does not scroll; the browser has to be told before it begins to
    const hold = (event: TouchEvent) => drags.ghost() !== undefined && event.cancelable && event.preventDefault()
    element?.addEventListener("touchmove", hold, { passive: false })
    onCleanup(() => element?.removeEventListener("touchmove", hold))
  })
  createEffect(
    on(
      () => props.days.join(),
      () => announce(props.days.map(shortDay).join(" – ")),
      { defer: true },
    ),
  )
  const swipe = createSwipe(
    () => props.strip && drags.ghost() === undefined,
    (steps) => props.onGo(steps),
  )
  return (
    <div
      data-cal
      ref={setScroll}
      style={{ "--days": props.days.length }}
      data-cal-dragging={drags.ghost()?.kind}
      onPointerDown={swipe}
    >
      <p id={HELP} hidden>
        Alt and the arrow keys move it. Alt, Shift and the arrow keys change how long it takes.
      </p>
      <div data-cal-top>
        <DayHeads days={props.days} strip={props.strip} onDay={props.onDay} />
        <Lane
          ref={setLane}
          days={props.days}
          activities={props.activities}
          drags={drags}
          onPlace={place}
          onCreate={create}
        />
      </div>
      <div data-cal-body>
        <div data-cal-gutter aria-hidden="true">
          <For each={HOURS}>{(hour) => <span>{hour === 0 ? "" : clockText(hour * 60)}</span>}</For>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keys */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button in it does the same by keys */}
        <div
          data-cal-hours
          ref={setHours}
          onPointerDown={(event) => event.target.closest("[data-event]") === null && drags.create(event)}
          onClick={(event) => {
            if (drags.wasDragged() || event.target.closest("button") !== null) return
            const { day, minute = 0 } = drags.at(event.clientX, event.clientY)
            create({ day, minute: Math.floor(minute / 30) * 30, length: 30 })
          }}
        >
          <For each={props.days}>
            {(day) => (
              <div
                data-cal-day
                data-today={day === desk.today() ? "" : undefined}
                data-weekend={weekday(day) > 4 ? "" : undefined}
              />
            )}
          </For>
          <Cursor days={props.days} onCreate={create} onGo={props.onGo} scroll={scroll} />
          <For each={blocks().map((block) => block.key)}>
            {(key) => (
              <Show when={byKey().get(key)}>
                {(block) => <Event block={block()} drags={drags} days={props.days} onPlace={place} />}
              </Show>
            )}
          </For>
          <Show when={drags.ghost()}>{(ghost) => <GhostEvent slot={ghost().slot} days={props.days} />}</Show>
          <Show when={props.days.includes(now().day)}>
            <span
              data-cal-now
              aria-hidden="true"
              style={{ "--at": props.days.indexOf(now().day), "--start": now().minute }}
            />
          </Show>
        </div>
      </div>
    </div>
  )
}
