import { useNavigate, useSearchParams } from "@solidjs/router"
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { dayIn } from "../../shared/time.ts"
import { noExport } from "../app/exporting.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { IconDownload } from "../ui/icons.ts"
import { SidePage } from "../ui/side-page.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import { Controls } from "./controls.tsx"
import { conversionOf, conversionText } from "./conversion.ts"
import { definitionOf, hrefOf, READY, same } from "./definition.ts"
import { exportReport } from "./export.ts"
import { pivotsOf } from "./pivot.ts"
import { useReport } from "./queries.ts"
import { Result } from "./result.tsx"
import { titleOf } from "./words.ts"
import "./reports.css"

export function ReportsPage() {
  const setup = useSetup()
  return <Show when={settled(setup)}>{(known) => <Reports setup={known()} />}</Show>
}

function Reports(props: { setup: Setup }) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const definition = createMemo(() => definitionOf({ ...search }))
  const ready = () =>
    READY.map((one) => ({
      label: one.name,
      href: hrefOf(one.definition),
      current: same(one.definition, definition()),
    }))
  const report = useReport(definition, () => dayIn(props.setup.workspace.timezone_name, Date.now()))
  const answer = () => settled(report)
  const shown = () => {
    const { chart, currencies } = definition()
    return { ...(answer()?.definition ?? definition()), chart, currencies }
  }
  const title = () => titleOf(shown(), props.setup)
  const pivots = createMemo(() => pivotsOf(answer()?.cells ?? [], shown(), props.setup))
  const said = () => conversionText(conversionOf(answer()?.cells ?? [], shown(), props.setup), props.setup)
  const off = () => noExport(props.setup)
  const [exporting, setExporting] = createSignal(false)
  const save = async () => {
    setExporting(true)
    try {
      await exportReport(definition(), props.setup)
    } catch (error) {
      toast(`The report was not exported. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
    } finally {
      setExporting(false)
    }
  }
  return (
    <SidePage title="Reports" label="Ready reports" entries={ready()}>
      <article data-report aria-labelledby="report-title">
        <header data-report-head>
          <h2 id="report-title">{title()}</h2>
          <Button
            icon={<IconDownload />}
            onClick={() => void save()}
            busy={exporting()}
            disabled={pivots().length === 0 || off() !== undefined}
            title={off()}
          >
            Export CSV
          </Button>
        </header>
        <Controls
          definition={definition()}
          setup={props.setup}
          onChange={(next) => navigate(hrefOf(next), { replace: true, scroll: false })}
        />
        <div data-report-body aria-busy={report.isFetching} data-stale={report.isPlaceholderData ? "" : undefined}>
          <Switch>
            <Match when={report.isError}>
              <Failed error={report.error} onRetry={() => void report.refetch()} />
            </Match>
            <Match when={answer() === undefined}>
              <Waiting />
            </Match>
            <Match when={true}>
              <Show when={said()}>{(text) => <p data-quiet>{text()}</p>}</Show>
              <Result title={title()} definition={shown()} setup={props.setup} pivots={pivots()} />
            </Match>
          </Switch>
        </div>
      </article>
    </SidePage>
  )
}

function Waiting() {
  return (
    <div data-currency>
      <Skeleton width="12rem" height="2.25rem" />
      <div data-chart-canvas>
        <Skeleton height="100%" />
      </div>
      <For each={[1, 2, 3, 4]}>{() => <Skeleton height="1.5rem" />}</For>
    </div>
  )
}
