import { createMemo, For, Show } from "solid-js"
import { decimal, formatMoney, minorUnits } from "../../shared/amount.ts"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { converted, type Rates } from "../../shared/exchange.ts"
import { ratesIn } from "../app/rates.ts"
import { Converted } from "../ui/converted.tsx"
import { Skeleton } from "../ui/state.tsx"
import { useDesk } from "./desk.ts"

/** Currencies that stand in the head of a column; the others are told on hover. */
const MOST = 2

type Sum = BoardColumn["sums"][number]

/** A stage's name, how many deals are in it, and what they are worth. */
export function ColumnHead(props: { stage: StageAnswer; column: BoardColumn | undefined }) {
  const desk = useDesk()
  const weighs = () =>
    desk.setup().pipelines.find((one) => one.id === props.stage.pipeline_id)?.is_deal_probability_enabled === true
  const told = () => ({ name: props.stage.name, rates: ratesIn(desk.setup()) })
  return (
    <header data-column-head data-tone={props.stage.color ?? undefined}>
      <h2>
        <span data-column-name title={props.stage.name}>
          {props.stage.name}
        </span>
        <Show when={props.column}>
          {(column) => (
            <span data-count class="num">
              {column().count.toLocaleString("en-US")}
              <span class="sr-only"> {column().count === 1 ? "deal" : "deals"}</span>
            </span>
          )}
        </Show>
      </h2>
      <Show when={props.column} fallback={<Skeleton width="6rem" height="0.75rem" />}>
        {(column) => (
          <>
            <Sums {...told()} of="value" sums={column().sums} />
            <Show when={weighs()}>
              <Sums
                {...told()}
                of="weighted_value"
                note={`weighted at ${props.stage.deal_probability} %`}
                sums={column().sums}
              />
            </Show>
          </>
        )}
      </Show>
    </header>
  )
}

/** The workspace's own currency first, then those of most deals. */
function sorted(sums: readonly Sum[], own: string): Sum[] {
  const rank = (sum: Sum) => (sum.currency === own ? Number.POSITIVE_INFINITY : sum.count)
  const known = sums.length > 0 ? sums : [{ currency: own, value: 0, weighted_value: 0, count: 0 }]
  return known.toSorted((a, b) => rank(b) - rank(a))
}

type SumsProps = { sums: readonly Sum[]; of: "value" | "weighted_value"; note?: string; name: string; rates: Rates }

/** One total where each currency has a rate, else what the column has of each. */
function Sums(props: SumsProps) {
  const base = () => props.rates.base
  const weighted = () => props.of === "weighted_value"
  const money = (amount: number, currency: string) =>
    formatMoney(weighted() ? minorUnits(Math.round(decimal(amount, currency)), currency) : amount, currency)
  const sums = createMemo(() =>
    sorted(props.sums, base()).map((sum) => ({
      currency: sum.currency,
      amount: minorUnits(sum[props.of], sum.currency),
    })),
  )
  const total = createMemo(() => converted(sums(), props.rates))
  const text = ({ amount, currency }: { amount: number; currency: string }) => money(amount, currency)
  const rest = () => sums().slice(MOST)
  const all = () => [...sums().map(text), props.note].filter(Boolean).join("\n")
  const apart = () => total() === undefined
  return (
    <p data-sums={props.of} class="num" title={apart() && (rest().length > 0 || props.note) ? all() : undefined}>
      <Show
        when={apart()}
        fallback={
          <Converted
            label={`${weighted() ? "Weighted value" : "Value"} of ${props.name}`}
            sums={sums()}
            total={total() ?? 0}
            currency={base()}
            money={money}
          />
        }
      >
        <For each={sums().slice(0, MOST)}>{(sum) => <span>{text(sum)}</span>}</For>
        <Show when={rest().length > 0}>
          <span>
            <span aria-hidden="true">+{rest().length}</span>
            <span class="sr-only">{rest().map(text).join(", ")}</span>
          </span>
        </Show>
      </Show>
      <Show when={props.note}>
        <small>weighted</small>
      </Show>
    </p>
  )
}
