import { createMemo, createSignal, For } from "solid-js"
import { Button } from "./button.tsx"
import { dayInWords, plusDays, plusMonths, today, weekday, weeksOf } from "./days.ts"
import { IconChevronLeft, IconChevronRight } from "./icons.ts"
import "./calendar.css"

type Range = { min?: string | undefined; max?: string | undefined }
type Props = Range & { label: string; value: string; onPick: (day: string) => void }

const KEYS: Record<string, (day: string, shift: boolean) => string> = {
  ArrowLeft: (day) => plusDays(day, -1),
  ArrowRight: (day) => plusDays(day, 1),
  ArrowUp: (day) => plusDays(day, -7),
  ArrowDown: (day) => plusDays(day, 7),
  PageUp: (day, shift) => plusMonths(day, shift ? -12 : -1),
  PageDown: (day, shift) => plusMonths(day, shift ? 12 : 1),
  Home: (day) => plusDays(day, -weekday(day)),
  End: (day) => plusDays(day, 6 - weekday(day)),
}

/** A month to pick a day of. The keys walk by day, week, month (page) and, with shift, year. */
export function Calendar(props: Props) {
  let table: HTMLTableElement | undefined
  const [at, setAt] = createSignal(within(props, props.value || today()))
  const weeks = createMemo(() => weeksOf(`${at().slice(0, 7)}-01`), undefined, {
    equals: (a, b) => a[0]?.[0] === b[0]?.[0] && a[1]?.[6]?.slice(0, 7) === b[1]?.[6]?.slice(0, 7),
  })
  const go = (day: string) => setAt(within(props, day))
  const focusDay = () => table?.querySelector<HTMLElement>(`[data-day="${at()}"]`)?.focus()
  const press = (event: KeyboardEvent) => {
    const to = KEYS[event.key]?.(at(), event.shiftKey)
    if (to === undefined) return
    event.preventDefault()
    go(to)
    focusDay()
  }
  return (
    <div data-calendar>
      <div data-calendar-head>
        <span data-calendar-title aria-live="polite">
          {dayInWords(at(), { month: "long", year: "numeric" })}
        </span>
        <Button
          kind="quiet"
          size="s"
          icon={<IconChevronLeft />}
          aria-label="Previous month"
          onClick={() => go(plusMonths(at(), -1))}
        />
        <Button
          kind="quiet"
          size="s"
          icon={<IconChevronRight />}
          aria-label="Next month"
          onClick={() => go(plusMonths(at(), 1))}
        />
      </div>
      <table
        ref={(element) => {
          table = element
        }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a calendar is a grid to walk in
        role="grid"
        aria-label={props.label}
        onKeyDown={press}
      >
        <thead>
          <tr>
            <For each={weeks()[0]}>{(day) => <WeekdayName day={day} />}</For>
          </tr>
        </thead>
        <tbody>
          <For each={weeks()}>
            {(week) => (
              <tr>
                <For each={week}>{(day) => <Day {...props} day={day} at={at()} />}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

function WeekdayName(props: { day: string }) {
  return (
    <th scope="col" abbr={dayInWords(props.day, { weekday: "long" })}>
      {dayInWords(props.day, { weekday: "short" }).slice(0, 2)}
    </th>
  )
}

function Day(props: Props & { day: string; at: string }) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid it is a gridcell
    <td aria-selected={props.day === props.value ? "true" : "false"}>
      <button
        type="button"
        data-day={props.day}
        data-first={props.day === props.at ? "" : undefined}
        data-other={props.day.slice(0, 7) === props.at.slice(0, 7) ? undefined : ""}
        tabIndex={props.day === props.at ? 0 : -1}
        aria-label={dayInWords(props.day, { weekday: "long", day: "numeric", month: "long", year: "numeric" })}
        aria-current={props.day === today() ? "date" : undefined}
        aria-pressed={props.day === props.value}
        disabled={within(props, props.day) !== props.day}
        onClick={() => props.onPick(props.day)}
      >
        {Number(props.day.slice(8))}
      </button>
    </td>
  )
}

function within(range: Range, day: string): string {
  if (range.min !== undefined && range.min !== "" && day < range.min) return range.min
  return range.max !== undefined && range.max !== "" && day > range.max ? range.max : day
}
