import { createMemo, For } from "solid-js"
import { formatMoney } from "../../shared/amount.ts"
import type { Sum } from "../../shared/exchange.ts"
import { Popover } from "./popover.tsx"
import "./converted.css"

type Props = {
  /** What it is a total of: `Value of Qualified`. */
  label: string
  sums: readonly Sum[]
  /** What they are worth together, in minor units of the currency. */
  total: number
  currency: string
  money?: (amount: number, currency: string) => string
}

/** A total in one currency of sums in several, marked as such. It opens what it is made of. */
export function Converted(props: Props) {
  const money = (amount: number, currency: string) => (props.money ?? formatMoney)(amount, currency)
  const text = () => money(props.total, props.currency)
  const rank = (sum: Sum) => Number(sum.currency !== props.currency)
  const sums = createMemo(() => props.sums.toSorted((a, b) => rank(a) - rank(b)))
  const parts = () => sums().map(({ amount, currency }) => money(amount, currency))
  return (
    <Popover
      label={`${props.label}: ${text()}, converted from ${parts().join(" + ")}`}
      class="converted"
      trigger={<span title={`Converted from\n${parts().join("\n")}`}>≈ {text()}</span>}
    >
      <dl data-converted-parts class="num">
        <For each={sums()}>
          {(sum) => (
            <div>
              <dt>{sum.currency}</dt>
              <dd>{money(sum.amount, sum.currency)}</dd>
            </div>
          )}
        </For>
      </dl>
      <p>
        {text()} together, by the workspace's exchange rates to {props.currency}.
      </p>
    </Popover>
  )
}
