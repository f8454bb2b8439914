import { For, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
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
            <Sums of="value" sums={sorted(column().sums, desk.setup().workspace.default_currency)} />
            <Show when={weighs()}>
              <Sums
                of="weighted_value"
                note={`weighted at ${props.stage.deal_probability} %`}
                sums={sorted(column().sums, desk.setup().workspace.default_currency)}
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

export function Sums(props: { sums: readonly Sum[]; of: "value" | "weighted_value"; note?: string }) {
  const money = (sum: Sum) => {
    const weighted = props.of === "weighted_value"
    const value = weighted ? Math.round(sum.weighted_value) : sum.value
    return formatMoney(minorUnits(value, sum.currency), sum.currency)
  }
  const rest = () => props.sums.slice(MOST)
  const all = () => [...props.sums.map(money), props.note].filter(Boolean).join("\n")
  return (
    <p data-sums={props.of} class="num" title={rest().length > 0 || props.note ? all() : undefined}>
      <For each={props.sums.slice(0, MOST)}>{(sum) => <span>{money(sum)}</span>}</For>
      <Show when={rest().length > 0}>
        <span>
          <span aria-hidden="true">+{rest().length}</span>
          <span class="sr-only">{rest().map(money).join(", ")}</span>
        </span>
      </Show>
      <Show when={props.note}>
        <small>weighted</small>
      </Show>
    </p>
  )
}
