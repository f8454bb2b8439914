import { createEffect, createMemo, createSignal, on } from "solid-js"
import { Calendar } from "./calendar.tsx"
import { CalendarFoot } from "./calendar-foot.tsx"
import { dayFromWords } from "./date-words.ts"
import { dayInWords, today } from "./days.ts"
import { type Common, Frame } from "./frame.tsx"
import { IconCalendar } from "./icons.ts"
import { Popover } from "./popover.tsx"
import { createTyped } from "./typed.ts"

type Props = Common & {
  /** YYYY-MM-DD, or nothing. */
  value: string
  onValue: (value: string) => void
  min?: string
  max?: string
  clearable?: boolean
  /** A day was taken: picked, or typed and entered. */
  onCommit?: () => void
}

const shown = (day: string) =>
  day === "" ? "" : dayInWords(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" })

/** A day, typed in words or picked. */
export function DateField(props: Props) {
  const [open, setOpen] = createSignal(false)
  const typed = createTyped({
    value: () => props.value,
    shown,
    read: (text) => dayFromWords(text, today()),
    refuse: (day) => outside(props, day),
    empty: "",
    unread: "Not a day: try “tomorrow”, “fri”, “in 3 days” or “28 Nov”",
    onValue: (value) => props.onValue(value),
  })
  createEffect(
    on(
      createMemo(() => props.value),
      typed.rest,
      { defer: true },
    ),
  )
  const pick = (day: string) => {
    typed.rest()
    props.onValue(day)
    // whoever takes it may end this field; only then does the calendar close and the focus move
    props.onCommit?.()
    setOpen(false)
  }
  const enter = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" && event.altKey) setOpen(true)
    else if (event.key === "Enter" && typed.take()) props.onCommit?.()
    else if (event.key === "Enter") event.preventDefault()
  }
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? typed.problem()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div data-with-button>
          <input
            id={ids.id}
            data-input
            autocomplete="off"
            placeholder="Day, or “tomorrow”"
            value={typed.text()}
            data-unread={typed.problem() === undefined ? undefined : ""}
            aria-invalid={ids.invalid}
            aria-describedby={ids.described}
            onInput={(event) => typed.type(event.currentTarget.value)}
            onBlur={() => typed.take()}
            onKeyDown={enter}
          />
          <Popover
            label={`Calendar of ${props.label}`}
            class="field-button"
            placement="bottom-end"
            open={open()}
            onOpen={setOpen}
            trigger={<IconCalendar />}
          >
            <Calendar label={props.label} value={props.value} min={props.min} max={props.max} onPick={pick} />
            <CalendarFoot clearable={props.clearable === true} min={props.min} max={props.max} onPick={pick} />
          </Popover>
        </div>
      )}
    </Frame>
  )
}

function outside(props: Props, day: string): string | undefined {
  if (day === "") return undefined
  if (props.min !== undefined && props.min !== "" && day < props.min) return `Not before ${shown(props.min)}`
  return props.max !== undefined && props.max !== "" && day > props.max ? `Not after ${shown(props.max)}` : undefined
}
