import { For, Show } from "solid-js"
import { ALL_SCOPES, SCOPES, type Scope } from "../../shared/scopes.ts"
import { Check } from "../ui/choice.tsx"

type Props = {
  label: string
  hint?: string
  value: readonly Scope[]
  onValue: (value: Scope[]) => void
  error?: string | undefined
}

/** Which scopes, each in its words. `base` goes with any. */
export function ScopePicks(props: Props) {
  const picks = ALL_SCOPES.filter((scope) => scope !== "base")
  const turn = (scope: Scope, on: boolean) =>
    props.onValue(picks.filter((one) => (one === scope ? on : props.value.includes(one))))
  return (
    <fieldset data-scope-picks>
      <legend data-label>{props.label}</legend>
      <Show when={props.error ?? props.hint}>
        {(note) => (
          <p data-note role={props.error === undefined ? undefined : "alert"}>
            {note()}
          </p>
        )}
      </Show>
      <div data-scope-list>
        <For each={picks}>
          {(scope) => (
            <Check
              label={`${SCOPES[scope]} (${scope})`}
              checked={props.value.includes(scope)}
              onChecked={(on) => turn(scope, on)}
            />
          )}
        </For>
      </div>
    </fieldset>
  )
}
