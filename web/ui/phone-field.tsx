import { createSignal, Show } from "solid-js"
import { type Common, Frame } from "./frame.tsx"
import { IconPhone } from "./icons.ts"
import { phoneProblem, phoneUrl } from "./phone.ts"
import "./calendar.css"

type Props = Common & { value: string; onValue: (value: string) => void }

/** A phone number, and a way to call it. */
export function PhoneField(props: Props) {
  const [left, setLeft] = createSignal(false)
  const problem = () => (left() ? phoneProblem(props.value) : undefined)
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? problem()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div data-with-button>
          <input
            id={ids.id}
            data-input
            type="tel"
            autocomplete="off"
            placeholder="+1 555 0100"
            value={props.value}
            aria-invalid={ids.invalid}
            aria-describedby={ids.described}
            onInput={(event) => {
              setLeft(false)
              props.onValue(event.currentTarget.value)
            }}
            onBlur={() => setLeft(true)}
          />
          <Show when={phoneUrl(props.value)}>
            {(url) => (
              <a href={url()} data-button="quiet" class="field-button" aria-label={`Call ${props.value}`}>
                <IconPhone />
              </a>
            )}
          </Show>
        </div>
      )}
    </Frame>
  )
}
