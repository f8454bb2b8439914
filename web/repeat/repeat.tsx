import { createSignal, Show } from "solid-js"
import { Chips } from "../ui/chips.tsx"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { CUSTOM, type Custom, choicesFor, customOf, ENDS, isUsual, ruleOf, UNITS, WEEKDAYS } from "./rule.ts"
import "./repeat.css"

type Props = {
  /** A rule of RFC 5545; "" for what does not repeat. */
  value: string
  onValue: (rule: string) => void
  /** The day of what is to repeat. */
  day: string
  error?: string | undefined
}

/** Whether and how something repeats. */
export function Repeat(props: Props) {
  const [opened, setOpened] = createSignal(false)
  const isCustom = () => opened() || !isUsual(props.value, props.day)
  const choose = (value: string) => {
    setOpened(value === CUSTOM)
    if (value !== CUSTOM) props.onValue(value)
    else if (props.value === "") props.onValue("FREQ=WEEKLY")
  }
  return (
    <div data-repeat>
      <SelectField
        label="Repeat"
        value={isCustom() ? CUSTOM : props.value}
        onValue={choose}
        options={choicesFor(props.day)}
        error={props.error}
      />
      <Show when={isCustom()}>
        <Show when={customOf(props.value)} fallback={<p data-repeat-rule>{props.value}</p>}>
          {(custom) => <CustomFields value={custom()} onValue={(next) => props.onValue(ruleOf(next))} />}
        </Show>
      </Show>
    </div>
  )
}

function CustomFields(props: { value: Custom; onValue: (value: Custom) => void }) {
  const set = (part: Partial<Custom>) => props.onValue({ ...props.value, ...part })
  const atLeastOne = (text: string, most: number) => Math.min(most, Math.max(1, Math.trunc(Number(text)) || 1))
  return (
    <>
      <div data-repeat-pair>
        <TextField
          label="Every"
          type="number"
          min="1"
          max="1000"
          value={String(props.value.every)}
          onValue={(every) => set({ every: atLeastOne(every, 1000) })}
        />
        <SelectField
          label="Unit"
          value={props.value.unit}
          onValue={(value) => set({ unit: UNITS.find((one) => one.value === value)?.value ?? props.value.unit })}
          options={UNITS}
        />
      </div>
      <Show when={props.value.unit === "WEEKLY"}>
        <Chips label="Days" value={props.value.days} onValue={(days) => set({ days })} options={WEEKDAYS} />
      </Show>
      <div data-repeat-pair>
        <SelectField
          label="Ends"
          value={props.value.end}
          onValue={(value) => {
            const end = ENDS.find((one) => one.value === value)?.value ?? props.value.end
            set({ end, until: props.value.until || inAYear() })
          }}
          options={ENDS}
        />
        <Show when={props.value.end === "count"}>
          <TextField
            label="Times"
            type="number"
            min="1"
            max="10000"
            value={String(props.value.count)}
            onValue={(count) => set({ count: atLeastOne(count, 10_000) })}
          />
        </Show>
        <Show when={props.value.end === "until"}>
          <DateField label="Last day" value={props.value.until} onValue={(until) => until && set({ until })} />
        </Show>
      </div>
    </>
  )
}

function inAYear(): string {
  const now = new Date()
  return `${now.getFullYear() + 1}${now.toISOString().slice(4, 10)}`
}
