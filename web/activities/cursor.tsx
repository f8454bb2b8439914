import { createSignal } from "solid-js"
import { announce } from "../ui/announce.ts"
import { useDesk } from "./desk.ts"
import { type Slot, STEP } from "./drags.ts"
import { clockText, DAY_MINUTES, weekday } from "./time.ts"
import { longDay } from "./words.ts"

type Props = {
  days: readonly string[]
  onCreate: (slot: Slot) => void
  onGo: (steps: number) => void
  scroll: () => HTMLElement | undefined
}

const HALF_HOUR = 30
const MORNING = 9 * 60
/** Pixels that stay free above the cursor: the days' heads lie there. */
const ABOVE = 120

/** A place on the calendar that arrows move: what a pointer does on empty hours, by keys. */
export function Cursor(props: Props) {
  const desk = useDesk()
  const [column, setColumn] = createSignal<number>()
  const [minute, setMinute] = createSignal<number | undefined>(MORNING)
  const [length, setLength] = createSignal(HALF_HOUR)
  const at = () => {
    const today = props.days.indexOf(desk.today())
    return Math.min(column() ?? Math.max(0, today), props.days.length - 1)
  }
  const day = () => props.days[at()] ?? desk.today()
  const slot = (): Slot => ({ day: day(), minute: minute(), length: length() })
  const words = () => {
    const start = minute()
    if (start === undefined) return `${longDay(day())}, all day`
    return `${longDay(day())}, ${clockText(start)} – ${clockText(start + length())}`
  }
  const across = (by: number) => {
    const next = at() + by
    if (next >= 0 && next < props.days.length) return setColumn(next)
    setColumn(props.days.length === 1 ? 0 : by > 0 ? 0 : weekday("1970-01-04"))
    return props.onGo(by)
  }
  const down = (by: number) => {
    const start = minute()
    if (start === undefined) return by > 0 && setMinute(0)
    return setMinute(start + by < 0 ? undefined : Math.min(DAY_MINUTES - HALF_HOUR, start + by))
  }
  const stretch = (by: number) =>
    setLength((now) => Math.max(STEP, Math.min(DAY_MINUTES - (minute() ?? 0) - 1, now + by)))
  const acts: Record<string, (shift: boolean) => unknown> = {
    ArrowLeft: () => across(-1),
    ArrowRight: () => across(1),
    ArrowUp: (shift) => (shift ? stretch(-STEP) : down(-HALF_HOUR)),
    ArrowDown: (shift) => (shift ? stretch(STEP) : down(HALF_HOUR)),
    PageUp: () => props.onGo(-1),
    PageDown: () => props.onGo(1),
    Home: () => setMinute(MORNING),
  }
  const key = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const act = acts[event.key]
    if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    act(event.shiftKey)
    announce(words())
    reveal(props.scroll(), event.currentTarget)
  }
  return (
    <button
      type="button"
      data-cal-cursor
      data-whole={minute() === undefined ? "" : undefined}
      style={{ "--at": at(), "--start": minute() ?? 0, "--length": length() }}
      aria-label={`Add an activity on ${words()}. Arrow keys choose another time.`}
      onPointerDown={(event) => event.stopPropagation()}
      onFocus={(event) => reveal(props.scroll(), event.currentTarget)}
      onClick={() => props.onCreate(slot())}
      onKeyDown={key}
    >
      <span class="num">{minute() === undefined ? "All day" : clockText(minute() ?? 0)}</span>
    </button>
  )
}

function reveal(scroll: HTMLElement | undefined, cursor: HTMLElement): void {
  if (scroll === undefined) return
  const top = cursor.offsetTop
  if (top < scroll.scrollTop + ABOVE - 60) scroll.scrollTop = Math.max(0, top - ABOVE)
  else if (top + cursor.offsetHeight > scroll.scrollTop + scroll.clientHeight - ABOVE)
    scroll.scrollTop = top + cursor.offsetHeight - scroll.clientHeight + ABOVE
}
