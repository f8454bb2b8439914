import { Show } from "solid-js"
import { typeChoices } from "../record/activity-types.ts"
import { Chips } from "../ui/chips.tsx"
import { DateField } from "../ui/date-field.tsx"
import { IconAlert, IconCheck } from "../ui/icons.ts"
import { useDesk } from "./desk.ts"
import { SHOWS } from "./periods.ts"
import type { ViewState } from "./view-state.ts"

const ICONS = { overdue: IconAlert, done: IconCheck } as const
const CHOICES = SHOWS.map((show) => ({
  ...show,
  ...(show.value in ICONS && { icon: ICONS[show.value as keyof typeof ICONS] }),
}))

/** What the list is narrowed to. */
export function Filters(props: { state: ViewState }) {
  const desk = useDesk()
  const period = () => props.state.period()
  return (
    <div data-activity-filters>
      <Chips
        label="Show"
        single
        value={[props.state.show()]}
        onValue={([show = "todo"]) => props.state.setShow(show)}
        options={CHOICES}
      />
      <Chips
        label="Types"
        value={props.state.types()}
        onValue={props.state.setTypes}
        options={typeChoices(desk.setup(), ...props.state.types())}
      />
      <Show when={props.state.show() === "period"}>
        <div data-activity-period>
          <DateField
            label="From"
            value={period().from}
            onValue={(from) => from !== "" && props.state.setPeriod(from, period().to)}
          />
          <DateField
            label="To"
            min={period().from}
            value={period().to}
            onValue={(to) => to !== "" && props.state.setPeriod(period().from, to)}
          />
        </div>
      </Show>
    </div>
  )
}
