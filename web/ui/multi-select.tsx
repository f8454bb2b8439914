import { createSignal, createUniqueId, For, onMount } from "solid-js"
import { createChooser } from "./chooser.tsx"
import { ComboInput, ComboList } from "./combo-input.tsx"
import { type Common, Frame } from "./frame.tsx"
import { IconClose } from "./icons.ts"
import { folded, type Source } from "./source.ts"

type Props<T> = Common &
  Source<T> & {
    value: readonly T[]
    onValue: (value: T[]) => void
    placeholder?: string
    autofocus?: boolean
  }

/** Several of many, found by typing. */
export function MultiSelect<T>(props: Props<T>) {
  let input: HTMLInputElement | undefined
  const [box, setBox] = createSignal<HTMLElement>()
  const list = createUniqueId()
  const several = createSeveral(props)
  onMount(() => props.autofocus === true && input?.focus())
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? several.miss()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div
          data-multi
          ref={setBox}
          onPointerDown={(event) => {
            if (event.target !== event.currentTarget) return
            event.preventDefault()
            input?.focus()
          }}
        >
          <Tokens {...props} onRemove={several.remove} />
          <ComboInput
            ref={(element) => {
              input = element
            }}
            ids={ids}
            list={list}
            chooser={several.chooser}
            value={several.chooser.text()}
            placeholder={props.value.length === 0 ? props.placeholder : undefined}
            unread={several.unread()}
            onType={several.type}
            onLeave={several.leave}
            onEscape={several.rest}
            onErase={several.removeLast}
          />
          <ComboList list={list} label={props.label} chooser={several.chooser} anchor={box} many />
        </div>
      )}
    </Frame>
  )
}

function Tokens<T>(props: Props<T> & { onRemove: (item: T) => void }) {
  return (
    <ul aria-label={`Chosen: ${props.label}`}>
      <For each={props.value}>
        {(item) => (
          <li data-token>
            <span>{props.labelOf(item)}</span>
            <button type="button" aria-label={`Remove ${props.labelOf(item)}`} onClick={() => props.onRemove(item)}>
              <IconClose />
            </button>
          </li>
        )}
      </For>
    </ul>
  )
}

function createSeveral<T>(props: Props<T>) {
  const [miss, setMiss] = createSignal<string>()
  const [waits, setWaits] = createSignal(false)
  const without = (item: T) => props.value.filter((one) => props.keyOf(one) !== props.keyOf(item))
  const remove = (item: T) => props.onValue(without(item))
  const rest = () => {
    setMiss(undefined)
    chooser.setText("")
    chooser.close()
  }
  const pick = (item: T) => {
    chooser.setText("")
    const others = without(item)
    props.onValue(others.length === props.value.length ? [...others, item] : others)
  }
  const create = (text: string) => {
    rest()
    props.onCreate?.(text)
  }
  const chooser = createChooser<T>(props, { onPick: pick, onNew: create, chosen: () => props.value })
  const type = (text: string) => {
    setMiss(undefined)
    chooser.setText(text)
    chooser.setActive(0)
    chooser.setOpen(true)
  }
  const leave = () => {
    const text = chooser.text().trim()
    const known = text === "" ? [] : chooser.known(text)
    chooser.close()
    if (!(known instanceof Promise)) return settle(text, known)
    setWaits(true)
    void known.then((answer) => {
      setWaits(false)
      if (chooser.text().trim() === text) settle(text, answer)
    })
  }
  const settle = (text: string, known: readonly T[]) => {
    const same = known.find((item) => folded(props.labelOf(item)) === folded(text))
    if (text === "") rest()
    else if (same !== undefined && without(same).length === props.value.length) pick(same)
    else if (props.onCreate !== undefined) create(text)
    else if (same === undefined) setMiss(`Nothing here is called “${text}”`)
  }
  const removeLast = () => {
    const last = props.value.at(-1)
    if (last !== undefined) remove(last)
  }
  const unread = () => waits() || miss() !== undefined
  return { chooser, miss, unread, type, leave, rest, remove, removeLast }
}
