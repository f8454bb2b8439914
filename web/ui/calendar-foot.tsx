import { For, Show } from "solid-js"
import { Button } from "./button.tsx"
import { plusDays, today, weekday } from "./days.ts"

type Props = {
  clearable: boolean
  min?: string | undefined
  max?: string | undefined
  onPick: (day: string) => void
}

const SOON = [
  { label: "Today", day: () => today() },
  { label: "Tomorrow", day: () => plusDays(today(), 1) },
  { label: "Monday", day: () => plusDays(today(), 7 - weekday(today())) },
] as const

/** The days most often meant, below a calendar. */
export function CalendarFoot(props: Props) {
  const allowed = () =>
    SOON.filter(({ day }) => (!props.min || day() >= props.min) && (!props.max || day() <= props.max))
  return (
    <div data-calendar-foot>
      <For each={allowed()}>
        {(soon) => (
          <Button kind="quiet" size="s" onClick={() => props.onPick(soon.day())}>
            {soon.label}
          </Button>
        )}
      </For>
      <Show when={props.clearable}>
        <Button kind="quiet" size="s" data-end="" onClick={() => props.onPick("")}>
          Clear
        </Button>
      </Show>
    </div>
  )
}
