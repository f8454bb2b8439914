import type { Chooser } from "./chooser.tsx"
import type { Ids } from "./frame.tsx"
import { listKey } from "./list-keys.ts"
import { Listbox, rowId } from "./listbox.tsx"
import { Popup } from "./popup.tsx"
import "./combobox.css"

type Props<T> = {
  ids: Ids
  /** Id of its list. */
  list: string
  chooser: Chooser<T>
  value: string
  placeholder?: string | undefined
  /** What is typed is nothing known. */
  unread?: boolean
  onType: (text: string) => void
  onLeave: () => void
  onEscape: () => void
  /** Backspace with nothing typed. */
  onErase?: () => void
  ref: (input: HTMLInputElement) => void
}

/** The line one types in; the list of what it finds is its own. */
export function ComboInput<T>(props: Props<T>) {
  const { chooser } = props
  const isAt = () => (chooser.open() && chooser.rows().length > 0 ? rowId(props.list, chooser.active()) : undefined)
  const key = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key === "Backspace" && event.currentTarget.value === "") props.onErase?.()
    else if (listKey(event, { ...chooser, onEscape: props.onEscape })) return
    // what is still being looked for is nothing to hand in
    else if (event.key === "Enter" && chooser.text().trim() !== "") event.preventDefault()
  }
  return (
    <input
      ref={props.ref}
      id={props.ids.id}
      data-input
      role="combobox"
      autocomplete="off"
      spellcheck={false}
      placeholder={props.placeholder}
      value={props.value}
      data-unread={props.unread === true ? "" : undefined}
      aria-autocomplete="list"
      aria-expanded={chooser.open()}
      aria-controls={chooser.open() ? props.list : undefined}
      aria-activedescendant={isAt()}
      aria-invalid={props.ids.invalid}
      aria-describedby={props.ids.described}
      onInput={(event) => props.onType(event.currentTarget.value)}
      onClick={() => chooser.setOpen(true)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => props.onLeave()}
      onKeyDown={key}
    />
  )
}

type ListProps<T> = {
  list: string
  label: string
  chooser: Chooser<T>
  anchor: () => HTMLElement | undefined
  many?: boolean
}

export function ComboList<T>(props: ListProps<T>) {
  const { chooser } = props
  return (
    <Popup open={chooser.open()} onClose={chooser.close} anchor={props.anchor} sameWidth>
      <Listbox
        id={props.list}
        label={props.label}
        rows={chooser.rows()}
        active={chooser.active()}
        onActive={chooser.setActive}
        onPick={chooser.pick}
        busy={chooser.busy()}
        many={props.many === true}
        problem={chooser.failed()}
        empty="Nothing found"
      />
    </Popup>
  )
}
