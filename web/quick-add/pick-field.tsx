import { Combobox } from "../ui/combobox.tsx"
import type { Picked } from "./open.ts"
import { find, type PickOf } from "./picks.ts"

type Props = {
  of: PickOf
  label: string
  value: Picked | null
  onValue: (value: Picked | null) => void
  error?: string | undefined
  hint?: string | undefined
  autofocus?: boolean
}

/** A record found by typing. A person or organization that is not known yet is made when the form is saved. */
export function PickField(props: Props) {
  return (
    <Combobox<Picked>
      label={props.label}
      value={props.value}
      onValue={(value) => props.onValue(value)}
      search={(text) => find(props.of, text)}
      keyOf={(one) => String(one.id ?? `new-${one.name}`)}
      labelOf={(one) => one.name}
      noteOf={(one) => one.note}
      error={props.error}
      hint={props.hint ?? (isNew(props.value) ? `This ${props.of} is new and will be added too.` : undefined)}
      {...(props.of !== "deal" && {
        onCreate: (text: string) => props.onValue({ name: text.trim() }),
        createLabel: (text: string) => `Add “${text.trim()}”`,
      })}
      autofocus={props.autofocus === true}
    />
  )
}

function isNew(value: Picked | null): boolean {
  return value !== null && value.id === undefined
}
