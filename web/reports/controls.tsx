import { Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Interval } from "../../shared/time.ts"
import { SelectField } from "../ui/field.tsx"
import { IconChevronDown } from "../ui/icons.ts"
import { datesOf, groupsOf, isDate } from "./axes.ts"
import { changed, type Definition } from "./definition.ts"
import { kindsOf } from "./drawing.ts"
import { Filters } from "./filters.tsx"
import { MEASURES } from "./words.ts"

type Props = { definition: Definition; setup: Setup; onChange: (definition: Definition) => void }

const INTERVALS = Interval.options.map((value) => ({
  value,
  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
}))
const CHARTS = { columns: "Columns", line: "Line", pie: "Pie" } as const

/** What the report measures, how it is grouped, and which records it takes. */
export function Controls(props: Props) {
  const wide = matchMedia("(width >= 48rem)").matches
  return (
    <details data-controls open={wide}>
      <summary>
        Change the report
        <IconChevronDown />
      </summary>
      <div data-control-grid>
        <Grouping {...props} />
        <Filters {...props} />
      </div>
    </details>
  )
}

function Grouping(props: Props) {
  const set = (part: Record<string, string>) => props.onChange(changed(props.definition, part))
  const axes = () => [...datesOf(props.definition.of), ...groupsOf(props.definition.of, props.setup)]
  const segments = () =>
    groupsOf(props.definition.of, props.setup).filter((choice) => choice.value !== props.definition.view)
  return (
    <>
      <SelectField
        label="Records"
        value={props.definition.of}
        onValue={(of) => set({ of })}
        options={[
          { value: "deal", label: "Deals" },
          { value: "activity", label: "Activities" },
        ]}
      />
      <Show when={props.definition.of === "deal"}>
        <SelectField
          label="Measure"
          value={props.definition.measure}
          onValue={(measure) => set({ measure })}
          options={Object.entries(MEASURES).map(([value, label]) => ({ value, label }))}
        />
      </Show>
      <SelectField label="View by" value={props.definition.view} onValue={(view) => set({ view })} options={axes()} />
      <Show when={isDate(props.definition.of, props.definition.view)}>
        <SelectField
          label="Every"
          value={props.definition.every}
          onValue={(every) => set({ every })}
          options={INTERVALS}
        />
      </Show>
      <SelectField
        label="Segment by"
        value={props.definition.segment}
        onValue={(segment) => set({ segment })}
        options={[{ value: "", label: "Nothing" }, ...segments()]}
      />
      <SelectField
        label="Chart"
        value={props.definition.chart}
        onValue={(chart) => set({ chart })}
        options={kindsOf(props.definition).map((value) => ({ value, label: CHARTS[value] }))}
      />
      <Show when={props.definition.of === "deal" && props.definition.measure !== "count"}>
        <SelectField
          label="Currencies"
          value={props.definition.currencies}
          onValue={(currencies) => set({ currencies })}
          options={[
            { value: "converted", label: `All in ${props.setup.workspace.default_currency}` },
            { value: "apart", label: "Each by itself" },
          ]}
        />
      </Show>
    </>
  )
}
