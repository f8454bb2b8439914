import { createMemo, Index, Match, Show, Suspense, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { later } from "../app/later.tsx"
import { IconReports } from "../ui/icons.ts"
import { Empty, Skeleton } from "../ui/state.tsx"
import { axisName } from "./axes.ts"
import type { Definition } from "./definition.ts"
import { drawingOf } from "./drawing.ts"
import { amountText, type Pivot } from "./pivot.ts"
import { FiguresTable } from "./table.tsx"
import { MEASURES, nothingOf, wayOut } from "./words.ts"

// the figures do not wait for what draws them
const Chart = later(() => import("../ui/chart.tsx").then((chunk) => chunk.Chart))

type Props = { title: string; definition: Definition; setup: Setup; pivots: readonly Pivot[] }

/** A report's answer: per currency the total, the chart and the figures. */
export function Result(props: Props) {
  return (
    <Switch>
      <Match when={props.pivots.length === 0}>
        <Empty icon={<IconReports />} title={nothingOf(props.definition)} text={wayOut(props.definition)} />
      </Match>
      <Match when={true}>
        <Index each={props.pivots}>{(pivot) => <InCurrency {...props} pivot={pivot()} />}</Index>
      </Match>
    </Switch>
  )
}

function InCurrency(props: Props & { pivot: Pivot }) {
  const drawing = createMemo(() => drawingOf(props.pivot, props.definition))
  const currency = () => props.pivot.currency
  const title = () => (currency() === null ? props.title : `${props.title}, in ${currency()}`)
  const ticks = createMemo(() => {
    const code = currency()
    const format = new Intl.NumberFormat("en-US", {
      notation: "compact",
      ...(code !== null && { style: "currency", currency: code, minimumFractionDigits: 0, maximumFractionDigits: 1 }),
    })
    return (value: number) => format.format(value)
  })
  const values = createMemo(() => {
    const code = currency()
    const format = new Intl.NumberFormat("en-US", code === null ? {} : { style: "currency", currency: code })
    return (value: number) => format.format(value)
  })
  const records = () => `${props.pivot.count} ${noun(props.definition.of, props.pivot.count)}`
  return (
    <section data-currency aria-label={title()}>
      <p data-score>
        <strong>
          {props.pivot.from.length > 0 ? "≈ " : ""}
          {amountText(props.pivot.total, currency())}
        </strong>
        <span>
          {currency() === null
            ? noun(props.definition.of, props.pivot.count)
            : `${MEASURES[props.definition.measure].toLowerCase()} of ${records()}`}
        </span>
      </p>
      <Suspense fallback={<Drawing />}>
        <Chart
          kind={drawing().kind}
          label={`${title()}: ${drawing().kind} chart. The table below has its figures.`}
          labels={drawing().labels}
          series={drawing().series}
          tones={drawing().tones}
          stacked={drawing().stacked}
          whole={currency() === null}
          valueText={values()}
          tickText={ticks()}
        />
      </Suspense>
      <Show when={drawing().partial}>
        <p data-quiet>There is no room for everything in the chart; the table below has all.</p>
      </Show>
      <FiguresTable
        pivot={props.pivot}
        title={title()}
        viewName={axisName(props.definition.of, props.definition.view, props.setup)}
        measureName={MEASURES[props.definition.measure]}
      />
    </section>
  )
}

function Drawing() {
  return (
    <div data-chart-canvas>
      <Skeleton height="100%" />
    </div>
  )
}

function noun(of: Definition["of"], count: number): string {
  if (of === "deal") return count === 1 ? "deal" : "deals"
  return count === 1 ? "activity" : "activities"
}
