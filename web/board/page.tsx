import { A, useNavigate, useParams } from "@solidjs/router"
import { createEffect, createMemo, For, Match, Show, Switch } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import { settled, useSetup } from "../app/queries.ts"
import { IconBoard, IconChevronDown, IconImport } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import "../ui/button.css"
import { Column } from "./column.tsx"
import { useBoard } from "./queries.ts"
import "./board.css"

const KEY = "halyard.pipeline"

export function BoardPage() {
  const params = useParams()
  const navigate = useNavigate()
  const setup = useSetup()
  const known = () => settled(setup)
  const pipelineId = createMemo(() => {
    const wanted = Number(params.pipelineId ?? localStorage.getItem(KEY) ?? 0)
    const pipelines = known()?.pipelines
    return pipelines?.find((pipeline) => pipeline.id === wanted)?.id ?? pipelines?.[0]?.id
  })
  createEffect(() => {
    const id = pipelineId()
    if (id !== undefined) localStorage.setItem(KEY, String(id))
  })
  const board = useBoard(pipelineId, known)
  const shown = () => settled(board)
  const stages = () => (known()?.stages ?? []).filter((stage) => stage.pipeline_id === pipelineId())
  const name = () => known()?.pipelines.find((pipeline) => pipeline.id === pipelineId())?.name ?? ""
  const totals = createMemo(() => {
    const columns = shown()?.columns ?? []
    const sums = new Map<string, number>()
    for (const { currency, value } of columns.flatMap((column) => column.sums)) {
      sums.set(currency, (sums.get(currency) ?? 0) + value)
    }
    return { count: columns.reduce((count, column) => count + column.count, 0), sums: [...sums] }
  })

  return (
    <div data-board-page>
      <header data-bar>
        <h1 class="sr-only">{name()}</h1>
        <Menu
          label="Choose a pipeline"
          kind="quiet"
          class="pipeline"
          trigger={
            <>
              <strong>{name()}</strong>
              <IconChevronDown />
            </>
          }
          entries={(known()?.pipelines ?? []).map((pipeline) => ({
            label: pipeline.name,
            checked: pipeline.id === pipelineId(),
            onSelect: () => navigate(`/board/${pipeline.id}`),
          }))}
        />
        <Show when={shown()}>
          <Show
            when={totals().count > 0}
            fallback={
              <A href="/import" data-button="plain">
                <IconImport />
                Import deals
              </A>
            }
          >
            <p data-board-total class="num">
              {totals().count} {totals().count === 1 ? "deal" : "deals"}
              <For each={totals().sums}>
                {([currency, value]) => <span>{formatMoney(minorUnits(value, currency), currency)}</span>}
              </For>
            </p>
          </Show>
        </Show>
      </header>
      <Switch>
        <Match when={board.isError || setup.isError}>
          <Failed error={board.error ?? setup.error} onRetry={() => void board.refetch()} />
        </Match>
        <Match when={known() !== undefined && stages().length === 0}>
          <Empty icon={<IconBoard />} title="This pipeline has no stages" text="Add some in the settings." />
        </Match>
        <Match when={true}>
          <ol data-board aria-label={`Stages of ${name()}`}>
            <For each={stages()} fallback={<For each={[1, 2, 3, 4, 5]}>{() => <WaitingColumn />}</For>}>
              {(stage) => (
                <Column
                  stage={stage}
                  stages={stages()}
                  column={shown()?.columns.find((column) => column.stage_id === stage.id)}
                  setup={known()}
                />
              )}
            </For>
          </ol>
        </Match>
      </Switch>
    </div>
  )
}

function WaitingColumn() {
  return (
    <li data-column aria-hidden="true">
      <div data-column-head>
        <Skeleton width="8rem" />
        <Skeleton width="5rem" height="0.75rem" />
      </div>
    </li>
  )
}
