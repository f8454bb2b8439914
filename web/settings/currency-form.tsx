import { createSignal, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { createForm } from "../app/form.ts"
import { CURRENCIES } from "../quick-add/currencies.ts"
import { currencyName, worldCurrencies } from "../quick-add/currency-names.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { saveDefault, saveRate } from "./currency-queries.ts"

const optionOf = (code: string) => ({ value: code, label: currencyName(code) })

type RateProps = {
  base: string
  /** The one whose rate it is; chosen among those without one where it is not said. */
  currency?: string
  rate?: string | undefined
  /** Currencies that are not offered. */
  known: readonly string[]
  onClose: () => void
}

/** What a unit of a currency is worth in the workspace's own. */
export function RateForm(props: RateProps) {
  const offered = worldCurrencies().filter((code) => code !== props.base && !props.known.includes(code))
  const usual = CURRENCIES.find((code) => offered.includes(code)) ?? offered[0] ?? ""
  const [currency, setCurrency] = createSignal(props.currency ?? usual)
  const [rate, setRate] = createSignal(props.rate ?? "")
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await saveRate(currency(), rate().trim().replace(",", "."), props.rate)
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.currency === undefined ? "Add currency" : "Save"}
      onCancel={props.onClose}
    >
      <Show when={props.currency === undefined}>
        <SelectField
          label="Currency"
          value={currency()}
          onValue={setCurrency}
          options={offered.map(optionOf)}
          error={form.fields().currency}
        />
      </Show>
      <TextField
        label={`What 1 ${currency()} is worth in ${props.base}`}
        value={rate()}
        onValue={setRate}
        error={form.fields().rate ?? (props.currency === undefined ? undefined : form.fields().currency)}
        hint="A decimal number, such as 1.08."
        inputmode="decimal"
        autocomplete="off"
        class="num"
        required
        maxlength="40"
      />
    </Form>
  )
}

/** The workspace's own currency: totals are shown in it, and new deals begin with it. */
export function DefaultForm(props: { base: string; setup: Setup; onClose: () => void }) {
  const [currency, setCurrency] = createSignal(props.base)
  const form = createForm()
  const save = () =>
    form.run(async () => {
      if (currency() !== props.base) await saveDefault(currency(), props.setup)
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Save"
      onCancel={props.onClose}
    >
      <SelectField
        label="Default currency"
        value={currency()}
        onValue={setCurrency}
        options={worldCurrencies().map(optionOf)}
        error={form.fields().default_currency}
        hint="The rates are counted anew against it. Deals stay in their currencies."
      />
    </Form>
  )
}
