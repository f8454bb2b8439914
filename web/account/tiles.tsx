import { createUniqueId, For } from "solid-js"

type Props<T extends string> = {
  label: string
  value: T
  onValue: (value: T) => void
  options: readonly { value: T; label: string; text: string }[]
  /** Three beside each other. */
  narrow?: boolean
}

/** One of a few, each with a line about it. */
export function Tiles<T extends string>(props: Props<T>) {
  const name = createUniqueId()
  return (
    <fieldset data-tiles={props.narrow === true ? "narrow" : ""}>
      <legend data-label>{props.label}</legend>
      <div data-tiles-grid>
        <For each={props.options}>
          {(option) => (
            <label data-tile>
              <input
                type="radio"
                name={name}
                checked={option.value === props.value}
                onChange={() => props.onValue(option.value)}
              />
              <span data-tile-name>{option.label}</span>
              <span data-tile-text>{option.text}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
