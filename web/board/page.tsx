import { useNavigate, useParams, useSearchParams } from "@solidjs/router"
import { createEffect, createMemo, createSignal, For, Match, Show, Suspense, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { later, laterOver } from "../app/later.tsx"
import { settled, useSetup } from "../app/queries.ts"
import { FilterChips } from "../filters/chips.tsx"
import { useView } from "../filters/view.ts"
import { Failed } from "../ui/state.tsx"
import { Bar } from "./bar.tsx"
import { BoardColumns } from "./board.tsx"
import { createCardFields } from "./card-fields.ts"
import { createDesk } from "./desk.ts"
import { SORTS, type Sort } from "./order.ts"
import { createPlace, createToday } from "./place.ts"
import { useBoard } from "./queries.ts"
import { WaitingBar, WaitingColumn } from "./waiting.tsx"
import "./bar.css"
import "./board.css"
import "./card.css"
import "./tones.css"
import "./zones.css"

const NoCards = later(() => import("./empty.tsx").then((chunk) => chunk.NoCards))
const NoStages = later(() => import("./empty.tsx").then((chunk) => chunk.NoStages))
const Editor = later(() => import("./editor/editor.tsx").then((chunk) => chunk.Editor))
const NewPipeline = laterOver(() => import("./editor/new-pipeline.tsx").then((chunk) => chunk.NewPipeline))

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
  return (
    <div data-board-page>
      <Switch fallback={<Waiting />}>
        <Match when={setup.isError}>
          <Failed error={setup.error} onRetry={() => void setup.refetch()} />
        </Match>
        <Match when={known() !== undefined && pipelineId() === undefined}>
          <Suspense>
            <NoStages
              admin={known()?.may.includes("pipelines.edit") === true}
              what="workspace"
              onEdit={() => navigate("/settings/pipelines")}
            />
          </Suspense>
        </Match>
        <Match when={known() !== undefined && pipelineId() !== undefined}>
          <OpenBoard setup={known() as Setup} pipelineId={pipelineId() as number} />
        </Match>
      </Switch>
    </div>
  )
}

function OpenBoard(props: { setup: Setup; pipelineId: number }) {
  const navigate = useNavigate()
  const [view, setView] = useView()
  const [search, setSearch] = useSearchParams<{ sort?: string; edit?: string }>()
  const [making, setMaking] = createSignal(false)
  const [fields, setFields] = createCardFields(() => props.setup.me.id)
  const admin = () => props.setup.may.includes("pipelines.edit")
  const editing = () => admin() && search.edit !== undefined
  const edit = (on: boolean) => setSearch({ edit: on ? "pipeline" : undefined })
  const sort = (): Sort => SORTS.find((one) => one.value === search.sort)?.value ?? "urgency"
  const place = createPlace(() => ({ ...props, view: view(), sort: sort(), fields: fields() }))
  const { query, board } = useBoard(place)
  const desk = createDesk({ setup: () => props.setup, place, board, today: createToday(), fields })
  return (
    <>
      <Bar
        setup={props.setup}
        pipelineId={props.pipelineId}
        board={board()}
        view={view()}
        onView={setView}
        sort={sort()}
        onSort={(next) => setSearch({ sort: next === "urgency" ? undefined : next })}
        fields={fields()}
        onFields={setFields}
        editing={editing()}
        onEdit={edit}
        onNewPipeline={() => setMaking(true)}
        admin={admin()}
      />
      <FilterChips setup={props.setup} view={view()} onView={setView} />
      <Switch>
        <Match when={editing()}>
          <Suspense fallback={<WaitingBoard />}>
            <Editor setup={props.setup} pipelineId={props.pipelineId} onNewPipeline={() => setMaking(true)} />
          </Suspense>
        </Match>
        <Match when={query.isError && board() === undefined}>
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        </Match>
        <Match when={desk.stages().length === 0}>
          <Suspense>
            <NoStages admin={admin()} what="pipeline" onEdit={() => edit(true)} />
          </Suspense>
        </Match>
        <Match when={true}>
          <BoardColumns desk={desk} empty={<NoCards desk={desk} view={view()} onView={setView} admin={admin()} />} />
        </Match>
      </Switch>
      <Show when={making()}>
        <Suspense>
          <NewPipeline onClose={() => setMaking(false)} onMade={(id) => navigate(`/board/${id}?edit=pipeline`)} />
        </Suspense>
      </Show>
    </>
  )
}

function Waiting() {
  return (
    <>
      <WaitingBar />
      <WaitingBoard />
    </>
  )
}

function WaitingBoard() {
  return (
    <ol data-board aria-label="The board is loading">
      <For each={[1, 2, 3, 4, 5]}>{() => <WaitingColumn />}</For>
    </ol>
  )
}
