import { For, type JSX, Show } from "solid-js"
import "./chips.css"
import "./tabs.css"

type Option<T extends string> = { value: T; label: string; count?: number; icon?: (props: object) => JSX.Element }

type Props<T extends string> = {
  label: string
  value: readonly T[]
  onValue: (value: T[]) => void
  options: readonly Option<T>[]
  /** Exactly one is chosen. */
  single?: boolean
}

/** A row of choices to press, for narrowing what is shown. */
export function Chips<T extends string>(props: Props<T>) {
  const press = (value: T) => {
    if (props.single === true) props.onValue([value])
    else if (props.value.includes(value)) props.onValue(props.value.filter((one) => one !== value))
    else props.onValue([...props.value, value])
  }
  return (
    <fieldset data-chips aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            data-chip
            aria-pressed={props.value.includes(option.value)}
            onClick={() => press(option.value)}
          >
            <Show when={option.icon}>{(icon) => icon()({})}</Show>
            {option.label}
            <Show when={option.count !== undefined}>
              <span data-tally>{option.count}</span>
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  )
}
