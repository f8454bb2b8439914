import { useNavigate, useSearchParams } from "@solidjs/router"
import { createMemo, For, Match, Show, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { dayIn } from "../../shared/time.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { download } from "../ui/download.ts"
import { IconDownload } from "../ui/icons.ts"
import { SidePage } from "../ui/side-page.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { axisName } from "./axes.ts"
import { Controls } from "./controls.tsx"
import { conversionOf, conversionText } from "./conversion.ts"
import { definitionOf, hrefOf, READY, same } from "./definition.ts"
import { pivotsOf } from "./pivot.ts"
import { useReport } from "./queries.ts"
import { Result } from "./result.tsx"
import { csvOf } from "./table-csv.ts"
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
  const save = () => {
    const name = title()
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
    download(csvOf(pivots(), axisName(shown().of, shown().view, props.setup)), "text/csv", `${name}.csv`)
  }
  return (
    <SidePage title="Reports" label="Ready reports" entries={ready()}>
      <article data-report aria-labelledby="report-title">
        <header data-report-head>
          <h2 id="report-title">{title()}</h2>
          <Button icon={<IconDownload />} onClick={save} disabled={pivots().length === 0}>
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
