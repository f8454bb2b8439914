import { createEffect, createUniqueId, For } from "solid-js"
import "./choice.css"

type CheckProps = {
  label: string
  checked: boolean
  onChecked: (checked: boolean) => void
  /** Some of what it stands for are ticked. */
  indeterminate?: boolean
  /** The label is for those who do not see it. */
  quietLabel?: boolean
}

/** A tick beside what it says. */
export function Check(props: CheckProps) {
  let input: HTMLInputElement | undefined
  createEffect(() => {
    if (input !== undefined) input.indeterminate = props.indeterminate === true && !props.checked
  })
  return (
    <label data-choice>
      <input
        ref={(element) => {
          input = element
        }}
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChecked(event.currentTarget.checked)}
      />
      <span class={props.quietLabel === true ? "sr-only" : undefined}>{props.label}</span>
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
