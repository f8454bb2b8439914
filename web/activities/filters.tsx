import { Show } from "solid-js"
import { ACTIVITY_TYPES } from "../../shared/activity-type.ts"
import { iconOf } from "../record/activity-icon.tsx"
import { Chips } from "../ui/chips.tsx"
import { DateField } from "../ui/date-field.tsx"
import { IconAlert, IconCheck } from "../ui/icons.ts"
import { SHOWS } from "./periods.ts"
import type { ViewState } from "./view-state.ts"

const ICONS = { overdue: IconAlert, done: IconCheck } as const
const CHOICES = SHOWS.map((show) => ({
  ...show,
  ...(show.value in ICONS && { icon: ICONS[show.value as keyof typeof ICONS] }),
}))
const TYPES = ACTIVITY_TYPES.map(({ key, name }) => ({ value: key as string, label: name, icon: iconOf(key) }))

/** What the list is narrowed to. */
export function Filters(props: { state: ViewState }) {
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
      <Chips label="Types" value={props.state.types()} onValue={props.state.setTypes} options={TYPES} />
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
