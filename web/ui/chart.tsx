import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  type ChartDataset,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  PieController,
  PointElement,
  Tooltip,
} from "chart.js"
import { createEffect, For, on, onCleanup, Show } from "solid-js"
import { type ChartKind, OTHER, type Series, TONES } from "./chart-kinds.ts"
import { createThemeCount, tokenColor } from "./token-color.ts"
import "./chart.css"

ChartJs.register(
  ...[ArcElement, BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement],
  ...[PieController, PointElement, Tooltip],
)

type Props = {
  kind: ChartKind
  /** Says what the chart shows to those who do not see it. */
  label: string
  labels: readonly string[]
  /** For a pie there is one, whose values are the slices; `tones` are then the slices' colours. */
  series: readonly Series[]
  tones?: readonly number[]
  stacked?: boolean
  /** The values are counts: no ticks between whole numbers. */
  whole?: boolean
  valueText: (value: number) => string
  tickText: (value: number) => string
}

const tokenOf = (tone: number) => (tone === OTHER ? "--series-other" : `--series-${(tone % TONES) + 1}`)
const colorOf = (tone: number) => tokenColor(tokenOf(tone))
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]]

/** Columns, lines or a pie. It is a picture of figures that are readable elsewhere on the page. */
export function Chart(props: Props) {
  const theme = createThemeCount()
  let canvas: HTMLCanvasElement | undefined
  let chart: ChartJs | undefined
  const end = () => {
    chart?.destroy()
    chart = undefined
  }
  createEffect(on([() => props.kind, theme], end, { defer: true }))
  createEffect(() => {
    theme()
    const next = configuration(props)
    if (canvas === undefined) return
    if (chart === undefined) {
      chart = new ChartJs(canvas, next)
      return
    }
    chart.data = next.data
    if (next.options) chart.options = next.options
    chart.update(calm() ? "none" : undefined)
  })
  onCleanup(end)
  const legend = () =>
    props.kind === "pie"
      ? props.labels.map((name, i) => ({ name, tone: props.tones?.[i] ?? i }))
      : props.series.length > 1
        ? props.series
        : []
  return (
    <div data-chart>
      <div data-chart-canvas>
        <canvas
          ref={(element) => {
            canvas = element
          }}
          role="img"
          aria-label={props.label}
        />
      </div>
      <Show when={legend().length > 0}>
        <ul data-chart-legend aria-hidden="true">
          <For each={legend()}>
            {({ name, tone }) => (
              <li>
                <span data-swatch style={{ background: `var(${tokenOf(tone)})` }} />
                {name}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}

function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches
}

function configuration(props: Props): ChartConfiguration {
  const text = tokenColor("--fg-muted")
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 }
  const line = tokenColor("--border")
  const pie = props.kind === "pie"
  const scale = { ticks: { color: text, font }, border: { color: line }, stacked: props.stacked === true }
  const numbers = {
    ...scale.ticks,
    ...(props.whole === true && { precision: 0 }),
    callback: (value: string | number) => props.tickText(Number(value)),
  }
  return {
    type: pie ? "pie" : props.kind === "line" ? "line" : "bar",
    data: { labels: [...props.labels], datasets: props.series.map((one) => dataset(props, one)) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: calm() ? false : { duration: 220 },
      interaction: { mode: pie ? "nearest" : "index", intersect: pie },
      ...(!pie && {
        scales: {
          x: { ...scale, grid: { display: false } },
          y: { ...scale, ticks: numbers, beginAtZero: true, grid: { color: line }, border: { display: false } },
        },
      }),
      plugins: {
        tooltip: {
          bodyFont: font,
          titleFont: font,
          filter: ({ raw }) => raw !== 0 && raw !== null,
          callbacks: {
            label: ({ raw, dataset: { label }, label: slice }) =>
              ` ${[pie ? slice : label, props.valueText(Number(raw))].filter(Boolean).join(": ")}`,
          },
        },
      },
    },
  }
}

function dataset(props: Props, { name, tone, values }: Series): ChartDataset {
  const background = tokenColor("--bg-raised")
  const label = { label: name, data: [...values] }
  if (props.kind === "pie") {
    const colors = values.map((_, i) => colorOf(props.tones?.[i] ?? i))
    return { ...label, backgroundColor: colors, borderColor: background, borderWidth: 2 }
  }
  const color = colorOf(tone)
  if (props.kind === "line") {
    const dash = DASHES[Math.max(0, tone) % DASHES.length] ?? []
    return { ...label, borderColor: color, backgroundColor: color, borderDash: dash, borderWidth: 2, pointRadius: 3 }
  }
  // a hairline between what is stacked tells neighbours apart without their colours
  return { ...label, backgroundColor: color, borderColor: background, borderWidth: { top: 1 }, maxBarThickness: 56 }
}
