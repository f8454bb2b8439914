import { For } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Check } from "../ui/choice.tsx"
import { CARD_FIELDS, MOST_CUSTOM } from "./card-fields.ts"

type Props = { setup: Setup; chosen: readonly string[]; onChosen: (keys: readonly string[]) => void }

/** Which fields your cards show. */
export function CardFieldsPanel(props: Props) {
  const custom = () => props.setup.fields.filter((field) => field.of === "deal" && field.is_custom_field)
  const all = () => [
    ...CARD_FIELDS,
    ...custom()
      .slice(0, MOST_CUSTOM)
      .map((field) => ({ key: field.field_code, name: field.field_name })),
  ]
  const turn = (key: string) =>
    props.onChosen(props.chosen.includes(key) ? props.chosen.filter((one) => one !== key) : [...props.chosen, key])
  return (
    <fieldset data-card-fields>
      <legend>Your cards show</legend>
      <For each={all()}>
        {({ key, name }) => <Check label={name} checked={props.chosen.includes(key)} onChecked={() => turn(key)} />}
      </For>
    </fieldset>
  )
}
