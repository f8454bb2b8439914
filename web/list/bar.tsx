import { A, useLocation, useNavigate } from "@solidjs/router"
import { For, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { FilterBar } from "../filters/bar.tsx"
import type { View } from "../filters/view.ts"
import { IconAdjust, IconBoard, IconChevronDown, IconList, IconSort } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { Popover } from "../ui/popover.tsx"
import type { Column } from "./columns.ts"
import { ColumnsPanel } from "./columns-panel.tsx"
import { ExportButton } from "./export-button.tsx"
import type { Sorting } from "./head.tsx"
import type { Layout } from "./layout.ts"
import type { Asked, Status } from "./queries.ts"
import "../board/bar.css"

type Props = {
  setup: Setup
  pipelineId: number | undefined
  view: View
  onView: (change: Partial<View>) => void
  status: Status
  onStatus: (status: Status) => void
  sorting: Sorting
  onSort: (sorting: Sorting) => void
  layout: Layout
  all: readonly Column[]
  asked: Asked
  count: number | undefined
  narrow: boolean
}

const STATUSES: readonly { value: Status; label: string }[] = [
  { value: "open", label: "Open" },
  { value: "won", label: "Won" },
  { value: "lost", label: "Lost" },
  { value: "all", label: "All" },
]

/** Over the table: which pipeline, what of it, and how it is shown. */
export function Bar(props: Props) {
  const navigate = useNavigate()
  const location = useLocation()
  const name = () => props.setup.pipelines.find((one) => one.id === props.pipelineId)?.name ?? "All pipelines"
  const to = (id: number | undefined) => navigate(`/list/${id ?? "all"}${location.search}`)
  return (
    <header data-dl-bar>
      <h1 class="sr-only">{name()}: list of deals</h1>
      <Menu
        label={`Pipeline: ${name()}`}
        kind="quiet"
        class="pipeline"
        trigger={
          <>
            <strong>{name()}</strong>
            <IconChevronDown />
          </>
        }
        entries={[
          { label: "All pipelines", checked: props.pipelineId === undefined, onSelect: () => to(undefined) },
          { separator: true },
          ...props.setup.pipelines.map((pipeline) => ({
            label: pipeline.name,
            checked: pipeline.id === props.pipelineId,
            onSelect: () => to(pipeline.id),
          })),
        ]}
      />
      <fieldset data-dl-status>
        <legend class="sr-only">Status</legend>
        <For each={STATUSES}>
          {(one) => (
            <button
              type="button"
              aria-pressed={props.status === one.value}
              onClick={() => props.status !== one.value && props.onStatus(one.value)}
            >
              {one.label}
            </button>
          )}
        </For>
      </fieldset>
      <div data-dl-tools>
        <FilterBar setup={props.setup} view={props.view} onView={props.onView} />
        <Show
          when={props.narrow}
          fallback={
            <>
              <Popover label="Columns" trigger={<IconAdjust />} placement="bottom-end">
                <ColumnsPanel layout={props.layout} all={props.all} />
              </Popover>
              <ExportButton
                asked={props.asked}
                columns={props.layout.shown()}
                setup={props.setup}
                count={props.count}
              />
            </>
          }
        >
          <Menu
            label="Sort"
            trigger={<IconSort />}
            entries={[
              { heading: "Sort by" },
              ...props.all.map((column) => ({
                label: column.name,
                checked: column.sort === props.sorting.sort,
                onSelect: () => {
                  const same = column.sort === props.sorting.sort && props.sorting.direction === "asc"
                  props.onSort({ sort: column.sort, direction: same ? "desc" : "asc" })
                },
              })),
            ]}
          />
        </Show>
        <nav data-view-switch aria-label="View">
          <A href={`/board/${props.pipelineId ?? ""}${location.search}`} title="Board">
            <IconBoard />
            <span class="sr-only">Board</span>
          </A>
          <span aria-current="page" title="List">
            <IconList />
            <span class="sr-only">List</span>
          </span>
        </nav>
      </div>
    </header>
  )
}
