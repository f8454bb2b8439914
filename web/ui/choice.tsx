import { createUniqueId, For } from "solid-js"
import "./choice.css"

/** A tick beside what it says. */
export function Check(props: { label: string; checked: boolean; onChecked: (checked: boolean) => void }) {
  return (
    <label data-choice>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChecked(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  )
}

type Props<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onValue: (value: T) => void
}

/** One of a few, all of them in sight. */
export function Choices<T extends string>(props: Props<T>) {
  const name = createUniqueId()
  return (
    <fieldset data-choices>
      <legend data-label>{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label data-choice>
            <input
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onValue(option.value)}
            />
            {option.label}
          </label>
        )}
      </For>
    </fieldset>
  )
}
