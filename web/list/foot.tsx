import { For, Show } from "solid-js"
import { minorUnits } from "../../shared/amount.ts"
import type { ViewTotals } from "../../shared/api/deal-view.ts"
import { converted, type Rates, type Sum } from "../../shared/exchange.ts"
import { money } from "../fields/words.ts"
import { Converted } from "../ui/converted.tsx"

type Props = { totals: ViewTotals | undefined; rates: Rates }

/** What all deals that are meant add up to, loaded or not. */
export function Foot(props: Props) {
  const count = () => props.totals?.count ?? 0
  const sums = (of: "value" | "weighted_value"): Sum[] =>
    (props.totals?.sums ?? []).map((sum) => ({ currency: sum.currency, amount: minorUnits(sum[of], sum.currency) }))
  const value = () => converted(sums("value"), props.rates)
  return (
    <section data-dl-foot aria-label="Sums" class="num">
      <Show when={props.totals} fallback={<span data-quiet>Adding up…</span>}>
        <strong>
          {count().toLocaleString("en-US")} {count() === 1 ? "deal" : "deals"}
        </strong>
        <Show
          when={value() === undefined}
          fallback={
            <span>
              <Total label="Value" sums={sums("value")} rates={props.rates} />
              <small>
                {" · weighted "}
                <Total label="Weighted value" sums={sums("weighted_value")} rates={props.rates} />
              </small>
            </span>
          }
        >
          <For each={props.totals?.sums}>
            {(sum) => (
              <span>
                {money(sum.value, sum.currency)}
                <small> · weighted {money(sum.weighted_value, sum.currency)}</small>
              </span>
            )}
          </For>
        </Show>
      </Show>
    </section>
  )
}

function Total(props: { label: string; sums: readonly Sum[]; rates: Rates }) {
  return (
    <Converted
      label={props.label}
      sums={props.sums}
      total={converted(props.sums, props.rates) ?? 0}
      currency={props.rates.base}
    />
  )
}
