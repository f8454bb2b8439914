/** Dragging on the calendar with a pointer: over empty hours to add, an activity to move it, its end to change how long it takes. */
import { createSignal, onCleanup } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { dayNumber, dayOf } from "../../shared/day.ts"
import { clockText, DAY_MINUTES, LONGEST, minutesOf, SHOWN_MINUTES } from "./time.ts"

/** A time on the calendar; without a minute the whole day. */
export type Slot = { day: string; minute: number | undefined; length: number }
export type Ghost = { kind: "new" | "move" | "resize"; id?: number; slot: Slot }
type At = { day: string; minute: number | undefined }
type Timed = { day: string; minute: number | undefined }

export const STEP = 15
/** Pixels before a press with the mouse becomes a drag, and within which a finger rests. */
const MOVES = 4
const RESTS = 10
/** Milliseconds a finger rests before it drags; sooner it scrolls. */
const HOLDS = 350
/** Pixels from the edge in which the hours scroll along, and how far at a time. */
const EDGE = 36
const SCROLLS = 10

type Options = {
  days: () => readonly string[]
  /** The hours of all days, the lane of whole days, and what scrolls. */
  hours: () => HTMLElement | undefined
  lane: () => HTMLElement | undefined
  scroll: () => HTMLElement | undefined
  onCreate: (slot: Slot) => void
  onMove: (activity: ActivityAnswer, slot: Slot, kind: "move" | "resize") => void
}

const snap = (minute: number) => Math.round(minute / STEP) * STEP
const absolute = ({ day, minute }: At) => dayNumber(day) * DAY_MINUTES + (minute ?? 0)
const lengthOf = (activity: ActivityAnswer) =>
  activity.duration === null ? SHOWN_MINUTES : minutesOf(activity.duration)

export function slotAt(minutes: number, length: number): Slot {
  const number = Math.floor(minutes / DAY_MINUTES)
  return { day: dayOf(number), minute: minutes - number * DAY_MINUTES, length }
}

export const lengthWords = (slot: Slot) => clockText(Math.min(slot.length, LONGEST))

export function createDrags(options: Options) {
  const [ghost, setGhost] = createSignal<Ghost>()
  let dragged = false
  const at = (x: number, y: number): At => pointAt(options, x, y)

  const press = (event: PointerEvent, begin: (from: At) => (to: At) => Ghost, drop: (ghost: Ghost) => void) => {
    if (event.button !== 0 || !event.isPrimary) return
    const touch = event.pointerType === "touch"
    const [x, y] = [event.clientX, event.clientY]
    const from = at(x, y)
    let [nowX, nowY] = [x, y]
    let follow: ((to: At) => Ghost) | undefined
    const show = () => follow !== undefined && setGhost(follow(at(nowX, nowY)))
    const start = () => {
      follow = begin(from)
      show()
    }
    const hold = touch ? setTimeout(start, HOLDS) : undefined
    const scrolling = setInterval(() => {
      if (follow !== undefined && alongEdge(options.scroll(), nowY)) show()
    }, 16)
    const end = () => {
      clearTimeout(hold)
      clearInterval(scrolling)
      for (const [name, heard] of heards) window.removeEventListener(name, heard)
      setGhost(undefined)
    }
    const move = (next: PointerEvent) => {
      ;[nowX, nowY] = [next.clientX, next.clientY]
      const far = Math.hypot(nowX - x, nowY - y)
      if (follow === undefined && touch && far > RESTS) end()
      else if (follow === undefined && !touch && far > MOVES) start()
      else show()
    }
    const up = () => {
      const last = ghost()
      end()
      dragged = last !== undefined
      // the click that follows a drag is no click
      setTimeout(() => {
        dragged = false
      })
      if (last !== undefined) drop(last)
    }
    const key = (pressed: KeyboardEvent) => pressed.key === "Escape" && end()
    const heards = Object.entries({ pointermove: move, pointerup: up, pointercancel: end, keydown: key }) as [
      string,
      EventListener,
    ][]
    for (const [name, heard] of heards) window.addEventListener(name, heard)
    onEnd = end
  }
  let onEnd: (() => void) | undefined
  onCleanup(() => onEnd?.())

  return {
    ghost,
    at,
    /** Whether a drag has just ended: its click is not meant. */
    wasDragged: () => dragged,
    create: (event: PointerEvent) =>
      press(
        event,
        (from) => (to) => ({ kind: "new", slot: between(from, to) }),
        (drawn) => options.onCreate(drawn.slot),
      ),
    move: (event: PointerEvent, activity: ActivityAnswer, where: Timed) =>
      press(
        event,
        (from) => (to) => ({ kind: "move", id: activity.id, slot: moved(activity, where, from, to) }),
        (drawn) => options.onMove(activity, drawn.slot, "move"),
      ),
    resize: (event: PointerEvent, activity: ActivityAnswer, where: Timed) =>
      press(
        event,
        () => (to) => ({ kind: "resize", id: activity.id, slot: resized(where, to) }),
        (drawn) => options.onMove(activity, drawn.slot, "resize"),
      ),
  }
}

function pointAt(options: Options, x: number, y: number): At {
  const days = options.days()
  const hours = options.hours()?.getBoundingClientRect() ?? new DOMRect()
  const lane = options.lane()?.getBoundingClientRect()
  const index = Math.floor(((x - hours.left) / hours.width) * days.length)
  const day = days[Math.max(0, Math.min(days.length - 1, index))] ?? ""
  if (lane !== undefined && y < lane.bottom) return { day, minute: undefined }
  const minute = ((y - hours.top) / hours.height) * DAY_MINUTES
  return { day, minute: Math.max(0, Math.min(DAY_MINUTES - 1, minute)) }
}

function alongEdge(scroll: HTMLElement | undefined, y: number): boolean {
  if (scroll === undefined) return false
  const { bottom, top } = scroll.getBoundingClientRect()
  if (y > bottom - EDGE) scroll.scrollTop += SCROLLS
  else if (y < top + EDGE) scroll.scrollTop -= SCROLLS
  else return false
  return true
}

/** From where the pointer was pressed to where it is, within one day. */
function between(from: At, to: At): Slot {
  if (from.minute === undefined) return { day: from.day, minute: undefined, length: SHOWN_MINUTES }
  const other = to.minute ?? 0
  const start = Math.floor(Math.min(from.minute, other) / STEP) * STEP
  const end = Math.ceil(Math.max(from.minute, other) / STEP) * STEP
  return { day: from.day, minute: start, length: Math.max(STEP, end - start) }
}

function moved(activity: ActivityAnswer, where: Timed, from: At, to: At): Slot {
  const length = lengthOf(activity)
  if (to.minute === undefined) return { day: to.day, minute: undefined, length }
  if (where.minute === undefined || from.minute === undefined)
    return { day: to.day, minute: Math.min(snap(to.minute), DAY_MINUTES - STEP), length }
  return slotAt(snap(absolute(to) - (absolute(from) - absolute(where))), length)
}

function resized(where: Timed, to: At): Slot {
  const start = absolute(where)
  const end = Math.min(start + LONGEST, Math.max(start + STEP, snap(absolute(to))))
  return { day: where.day, minute: where.minute, length: end - start }
}
