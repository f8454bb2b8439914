import { createUniqueId, Show } from "solid-js"
import "./field.css"
import "./switch.css"

type Props = { label: string; hint?: string; checked: boolean; onChecked: (checked: boolean) => void }

/** On or off, at once. */
export function Switch(props: Props) {
  const id = createUniqueId()
  return (
    <div data-switch-row>
      <label data-switch>
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is on
          role="switch"
          checked={props.checked}
          aria-describedby={props.hint === undefined ? undefined : `${id}-note`}
          onChange={(event) => {
            const wanted = event.currentTarget.checked
            event.currentTarget.checked = props.checked
            props.onChecked(wanted)
          }}
        />
        <span>{props.label}</span>
      </label>
      <Show when={props.hint}>
        {(hint) => (
          <p id={`${id}-note`} data-note>
            {hint()}
          </p>
        )}
      </Show>
    </div>
  )
}
