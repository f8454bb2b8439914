import { createEffect, createSignal, createUniqueId, on, onMount, Show } from "solid-js"
import { createChooser } from "./chooser.tsx"
import { ComboInput, ComboList } from "./combo-input.tsx"
import { type Common, Frame } from "./frame.tsx"
import { IconChevrons, IconClose } from "./icons.ts"
import { folded, type Source } from "./source.ts"

type Props<T> = Common &
  Source<T> & {
    value: T | null
    onValue: (value: T | null) => void
    placeholder?: string
    autofocus?: boolean
  }

/** One of many, found by typing. What was typed and is nothing known stays, and is said to be so. */
export function Combobox<T>(props: Props<T>) {
  let input: HTMLInputElement | undefined
  const [box, setBox] = createSignal<HTMLElement>()
  const list = createUniqueId()
  const one = createOne(props)
  onMount(() => props.autofocus === true && input?.focus())
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? one.miss()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div data-combobox ref={setBox}>
          <ComboInput
            ref={(element) => {
              input = element
            }}
            ids={ids}
            list={list}
            chooser={one.chooser}
            value={one.text()}
            placeholder={props.placeholder}
            unread={one.unread()}
            onType={one.type}
            onLeave={one.leave}
            onEscape={one.rest}
          />
          <Show when={props.value !== null} fallback={<IconChevrons data-combobox-end />}>
            <button
              type="button"
              data-combobox-clear
              aria-label={`Clear ${props.label}`}
              onClick={() => {
                one.choose(null)
                input?.focus()
              }}
            >
              <IconClose />
            </button>
          </Show>
          <ComboList list={list} label={props.label} chooser={one.chooser} anchor={box} />
        </div>
      )}
    </Frame>
  )
}

/** What is typed beside what is chosen, and what becomes of it when the field is left. */
function createOne<T>(props: Props<T>) {
  const [typed, setTyped] = createSignal<string>()
  const [miss, setMiss] = createSignal<string>()
  const [waits, setWaits] = createSignal(false)
  const shown = () => (props.value === null ? "" : props.labelOf(props.value))
  const rest = () => {
    setTyped(undefined)
    setMiss(undefined)
    chooser.setText("")
    chooser.close()
  }
  const choose = (value: T | null) => {
    rest()
    props.onValue(value)
  }
  const create = (text: string) => {
    rest()
    props.onCreate?.(text)
  }
  const chooser = createChooser<T>(props, {
    onPick: choose,
    onNew: create,
    chosen: () => (props.value === null ? [] : [props.value]),
  })
  createEffect(on(shown, () => setTyped(undefined), { defer: true }))
  const type = (text: string) => {
    setTyped(text)
    setMiss(undefined)
    chooser.setText(text)
    chooser.setActive(0)
    chooser.setOpen(true)
  }
  const leave = () => {
    const text = typed()?.trim()
    const known = text === undefined ? [] : chooser.known(text)
    chooser.close()
    if (text === undefined) return
    if (!(known instanceof Promise)) return settle(text, known)
    setWaits(true)
    void known.then((answer) => {
      setWaits(false)
      if (typed()?.trim() === text) settle(text, answer)
    })
  }
  const settle = (text: string, known: readonly T[]) => {
    const same = known.find((item) => folded(props.labelOf(item)) === folded(text))
    if (text === "") choose(null)
    else if (same !== undefined) choose(same)
    else if (props.onCreate !== undefined) create(text)
    else setMiss(`Nothing here is called “${text}”`)
  }
  const unread = () => waits() || miss() !== undefined
  return { chooser, text: () => typed() ?? shown(), miss, unread, type, leave, rest, choose }
}
