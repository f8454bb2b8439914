import { For, type JSX, Show } from "solid-js"

type Props<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string; icon?: (props: object) => JSX.Element }[]
  onValue: (value: T) => void
}

/** One of two or three ways to look at the same. */
export function Segments<T extends string>(props: Props<T>) {
  return (
    <fieldset data-segments>
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => option.value !== props.value && props.onValue(option.value)}
          >
            <Show when={option.icon}>{(icon) => icon()({})}</Show>
            <span>{option.label}</span>
          </button>
        )}
      </For>
    </fieldset>
  )
}
