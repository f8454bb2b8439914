import { createEffect, createMemo, createSignal, createUniqueId, on } from "solid-js"
import { type Common, Frame } from "./frame.tsx"
import { IconClock } from "./icons.ts"
import { listKey } from "./list-keys.ts"
import { Listbox, rowId } from "./listbox.tsx"
import { Popup } from "./popup.tsx"
import { HALF_HOURS, timeFromWords } from "./time-words.ts"
import { createTyped } from "./typed.ts"
import "./combobox.css"

type Props = Common & {
  /** HH:MM, or nothing. */
  value: string
  onValue: (value: string) => void
}

/** A time of day, typed as people type it or taken from the half hours. */
export function TimeField(props: Props) {
  const [box, setBox] = createSignal<HTMLElement>()
  const list = createUniqueId()
  const time = createTime(props)
  const isAt = () => (time.open() && time.rows().length > 0 ? rowId(list, time.active()) : undefined)
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? time.typed.problem()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div data-combobox ref={setBox}>
          <input
            id={ids.id}
            data-input
            role="combobox"
            autocomplete="off"
            placeholder="Time"
            value={time.typed.text()}
            data-unread={time.typed.problem() === undefined ? undefined : ""}
            aria-autocomplete="list"
            aria-expanded={time.open()}
            aria-controls={time.open() ? list : undefined}
            aria-activedescendant={isAt()}
            aria-invalid={ids.invalid}
            aria-describedby={ids.described}
            onInput={(event) => time.type(event.currentTarget.value)}
            onClick={() => time.show()}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => time.leave()}
            onKeyDown={(event) => {
              if (listKey(event, { ...time, onEscape: time.restore })) return
              if (event.key === "Enter" && !time.typed.take()) event.preventDefault()
            }}
          />
          <IconClock data-combobox-end />
          <Popup open={time.open() && time.rows().length > 0} onClose={time.close} anchor={box} sameWidth>
            <Listbox
              id={list}
              label={props.label}
              rows={time.rows()}
              active={time.active()}
              onActive={time.setActive}
              onPick={time.pick}
              empty=""
            />
          </Popup>
        </div>
      )}
    </Frame>
  )
}

function createTime(props: Props) {
  const [open, setOpen] = createSignal(false)
  const [active, setActive] = createSignal(0)
  const [narrow, setNarrow] = createSignal("")
  const typed = createTyped<string>({
    value: () => props.value,
    shown: (value) => value,
    read: timeFromWords,
    empty: "",
    unread: "Not a time: try 9:30 or 2pm",
    onValue: (value) => props.onValue(value),
  })
  createEffect(
    on(
      createMemo(() => props.value),
      typed.rest,
      { defer: true },
    ),
  )
  const times = () => {
    const meant = timeFromWords(narrow())
    if (narrow() === "" || meant === undefined) return HALF_HOURS
    return [meant, ...HALF_HOURS.filter((one) => one.startsWith(meant.slice(0, 2)) && one !== meant)]
  }
  const rows = () => times().map((one) => ({ key: one, label: one, chosen: one === props.value }))
  const show = () => {
    const nearest = times().indexOf(props.value)
    setActive(nearest < 0 ? times().indexOf("09:00") : nearest)
    setOpen(true)
  }
  const close = () => setOpen(false)
  const pick = (index: number) => {
    const time = times()[index]
    setNarrow("")
    close()
    typed.rest()
    if (time !== undefined) props.onValue(time)
  }
  const type = (text: string) => {
    typed.type(text)
    setNarrow(text)
    setActive(0)
    setOpen(text !== "")
  }
  const leave = () => {
    close()
    setNarrow("")
    typed.take()
  }
  const restore = () => {
    close()
    setNarrow("")
    typed.rest()
  }
  return { typed, open, setOpen, active, setActive, rows, show, close, pick, type, leave, restore }
}
