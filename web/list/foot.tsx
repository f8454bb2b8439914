import { For, Show } from "solid-js"
import type { ViewTotals } from "../../shared/api/deals.ts"
import { money } from "./words.ts"

/** What all deals that are meant add up to, loaded or not. */
export function Foot(props: { totals: ViewTotals | undefined; loaded: number }) {
  const count = () => props.totals?.count ?? 0
  return (
    <section data-dl-foot aria-label="Sums" class="num">
      <Show when={props.totals} fallback={<span data-quiet>Adding up…</span>}>
        <strong>
          {count().toLocaleString("en-US")} {count() === 1 ? "deal" : "deals"}
        </strong>
        <For each={props.totals?.sums}>
          {(sum) => (
            <span>
              {money(sum.value, sum.currency)}
              <small> · weighted {money(sum.weighted_value, sum.currency)}</small>
            </span>
          )}
        </For>
      </Show>
    </section>
  )
}
