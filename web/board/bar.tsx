import { A, useLocation, useNavigate } from "@solidjs/router"
import { createMemo, For, Show, Suspense } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { converted } from "../../shared/exchange.ts"
import { later } from "../app/later.tsx"
import { usePresence } from "../app/presence.ts"
import { ratesIn } from "../app/rates.ts"
import { FilterBar } from "../filters/bar.tsx"
import type { View } from "../filters/view.ts"
import { AvatarStack } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Converted } from "../ui/converted.tsx"
import { IconAdjust, IconBoard, IconCheck, IconChevronDown, IconEdit, IconList, IconSort } from "../ui/icons.ts"
import { Menu, type MenuEntry } from "../ui/menu.tsx"
import { Popover } from "../ui/popover.tsx"
import type { Board } from "./columns.ts"
import { SORTS, type Sort } from "./order.ts"

const CardFields = later(() => import("./card-fields-panel.tsx").then((chunk) => chunk.CardFieldsPanel))

type Props = {
  setup: Setup
  pipelineId: number
  board: Board | undefined
  view: View
  onView: (change: Partial<View>) => void
  sort: Sort
  onSort: (sort: Sort) => void
  fields: readonly string[]
  onFields: (keys: readonly string[]) => void
  editing: boolean
  onEdit: (editing: boolean) => void
  onNewPipeline: () => void
  admin: boolean
}

/** Over the board: which pipeline, what of it and how, and who else is here. */
export function Bar(props: Props) {
  const location = useLocation()
  return (
    <header data-bar>
      <PipelineSwitcher {...props} />
      <Totals board={props.board} setup={props.setup} />
      <span data-bar-space />
      <Others {...props} />
      <Show
        when={!props.editing}
        fallback={
          <Button kind="primary" icon={<IconCheck />} onClick={() => props.onEdit(false)}>
            Done
          </Button>
        }
      >
        <div data-bar-tools>
          <FilterBar setup={props.setup} view={props.view} onView={props.onView} />
          <Menu
            label={`Sort: ${SORTS.find((one) => one.value === props.sort)?.label}`}
            trigger={<IconSort />}
            entries={[
              { heading: "Sort cards by" },
              ...SORTS.map(({ value, label }) => ({
                label,
                checked: value === props.sort,
                onSelect: () => props.onSort(value),
              })),
            ]}
          />
          <Popover label="Card fields" trigger={<IconAdjust />} placement="bottom-end">
            <Suspense>
              <CardFields setup={props.setup} chosen={props.fields} onChosen={props.onFields} />
            </Suspense>
          </Popover>
        </div>
        <nav data-view-switch aria-label="View">
          <span aria-current="page" title="Board">
            <IconBoard />
            <span class="sr-only">Board</span>
          </span>
          <A href={`/list/${props.pipelineId}${location.search}`} title="List">
            <IconList />
            <span class="sr-only">List</span>
          </A>
        </nav>
      </Show>
    </header>
  )
}

function PipelineSwitcher(props: Props) {
  const navigate = useNavigate()
  const name = () => props.setup.pipelines.find((one) => one.id === props.pipelineId)?.name ?? ""
  const entries = (): MenuEntry[] => [
    ...props.setup.pipelines.map((pipeline) => ({
      label: pipeline.name,
      checked: pipeline.id === props.pipelineId,
      onSelect: () => navigate(`/board/${pipeline.id}`),
    })),
    ...(props.admin
      ? [
          { separator: true } as const,
          { label: "Edit pipeline", icon: IconEdit, onSelect: () => props.onEdit(true) },
          { label: "New pipeline…", onSelect: () => props.onNewPipeline() },
        ]
      : []),
  ]
  return (
    <>
      <h1 class="sr-only">{name()}</h1>
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
        entries={entries()}
      />
    </>
  )
}

function Totals(props: { board: Board | undefined; setup: Setup }) {
  const totals = createMemo(() => {
    const sums = new Map<string, number>()
    let count = 0
    for (const column of props.board?.columns ?? []) {
      count += column.count
      for (const { currency, value } of column.sums)
        sums.set(currency, (sums.get(currency) ?? 0) + minorUnits(value, currency))
    }
    const all = [...sums].map(([currency, amount]) => ({ currency, amount }))
    return { count, sums: all, total: converted(all, ratesIn(props.setup)) }
  })
  return (
    <p data-board-total class="num">
      <Show when={props.board}>
        <span>
          {totals().count.toLocaleString("en-US")} {totals().count === 1 ? "deal" : "deals"}
        </span>
        <Show
          when={totals().total === undefined}
          fallback={
            <Converted
              label="Value of the board"
              sums={totals().sums}
              total={totals().total ?? 0}
              currency={props.setup.workspace.default_currency}
            />
          }
        >
          <For each={totals().sums.slice(0, 3)}>
            {({ currency, amount }) => <span>{formatMoney(amount, currency)}</span>}
          </For>
        </Show>
      </Show>
    </p>
  )
}

/** Who else has this board before them. */
function Others(props: { setup: Setup; pipelineId: number; editing: boolean }) {
  const here = usePresence(
    () => `board:${props.pipelineId}`,
    () => (props.editing ? "edits the pipeline" : undefined),
  )
  const people = () =>
    here().map(({ userId, what }) => ({
      id: userId,
      name: props.setup.users.find((user) => user.id === userId)?.name ?? "Someone",
      note: what ?? "is here",
    }))
  return (
    <Show when={people().length > 0}>
      <section data-others aria-label="Also here">
        <AvatarStack people={people()} size="s" />
      </section>
    </Show>
  )
}
