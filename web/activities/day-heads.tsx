import { For } from "solid-js"
import { useDesk } from "./desk.ts"
import { weekOf } from "./time.ts"
import { dayOfMonth, monthAndYear, weekdayName } from "./words.ts"

/** The days by name, to press: one of them alone. On a phone the whole week, to go about in. */
export function DayHeads(props: { days: readonly string[]; strip: boolean; onDay: (day: string) => void }) {
  const desk = useDesk()
  const shown = () => (props.strip ? weekOf(props.days[0] ?? desk.today()) : props.days)
  return (
    <div data-cal-heads data-week-strip={props.strip ? "" : undefined}>
      <span data-cal-corner aria-hidden="true" />
      <For each={shown()}>
        {(day) => (
          <button
            type="button"
            data-today={day === desk.today() ? "" : undefined}
            aria-current={props.strip && props.days[0] === day ? "date" : undefined}
            onClick={() => props.onDay(day)}
          >
            <span>{weekdayName(day)}</span>
            <strong class="num">{dayOfMonth(day)}</strong>
            <span class="sr-only">{` ${monthAndYear(day)}${day === desk.today() ? ", today" : ""}`}</span>
          </button>
        )}
      </For>
    </div>
  )
}
