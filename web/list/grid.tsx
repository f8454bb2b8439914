import { useNavigate } from "@solidjs/router"
import { createMemo, createSignal, Show } from "solid-js"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { refusalOf } from "../ui/refusal.ts"
import { VirtualList } from "../ui/virtual.tsx"
import type { Column } from "./columns.ts"
import { changeOf, draftOf } from "./editing.ts"
import { type At, createGridKeys } from "./grid-keys.ts"
import { HEAD_HELP, Head, type Sorting } from "./head.tsx"
import type { Layout } from "./layout.ts"
import { change } from "./queries.ts"
import { type Editing, Row } from "./row.tsx"

type Props = {
  rows: readonly DealRow[]
  /** How many there are, loaded or not; -1 while that is not known. */
  count: number
  setup: Setup
  layout: Layout
  sorting: Sorting
  onSort: (sorting: Sorting) => void
  chosen: ReadonlySet<number>
  onChosen: (chosen: ReadonlySet<number>) => void
  onEnd: () => void
  more: boolean
}

/** Pixels of a row, by what points at it. */
const rowHeight = () => (matchMedia("(pointer: coarse)").matches ? 45 : 37)
const CHOOSE = 40
const heights = new Map<string | number, number>()

/** The table: only rows in sight exist, and every cell is reached by the arrow keys. */
export function Grid(props: Props) {
  const navigate = useNavigate()
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const [editing, setEditing] = createSignal<Editing>()
  const ids = createMemo(() => props.rows.map((row) => row.id))
  const places = createMemo(() => new Map(props.rows.map((row, at) => [row.id, at])))
  const rowOf = (id: number) => props.rows[places().get(id) ?? -1]
  const columns = () => props.layout.shown()
  const choose = (id: number, on: boolean) => {
    const after = new Set(props.chosen)
    if (on) after.add(id)
    else after.delete(id)
    props.onChosen(after)
  }
  const edit = (at: At) => {
    const column = columns().find((one) => one.key === at.key)
    if (column?.edits === true && rowOf(at.id) !== undefined) setEditing({ ...at })
  }
  const keys = createGridKeys({
    ids,
    indexOf: (id) => places().get(id) ?? -1,
    keys: () => ["choose", ...columns().map((column) => column.key)],
    scroll,
    rowHeight,
    onEdit: edit,
    onChoose: (id) => choose(id, !props.chosen.has(id)),
    onOpen: (id) => navigate(`/deals/${id}`),
  })
  const save = async (row: DealRow, column: Column, draft: unknown, stay: boolean) => {
    const at = { id: row.id, key: column.key }
    setEditing(undefined)
    if (stay) keys.focus(at)
    if (JSON.stringify(draft) === JSON.stringify(draftOf(row, column))) return
    try {
      await change(row, changeOf(column, draft))
    } catch (error) {
      // what was refused stays typed, with the reason
      setEditing({ ...at, draft, error: refusalOf(error, column.name) })
    }
  }
  const cancel = () => {
    const now = editing()
    setEditing(undefined)
    if (now !== undefined) keys.focus(now)
  }
  const template = () =>
    `${CHOOSE}px ${columns()
      .map((column) => `${props.layout.widthOf(column)}px`)
      .join(" ")} minmax(0, 1fr)`
  const isAll = () => props.rows.length > 0 && props.rows.every((row) => props.chosen.has(row.id))
  return (
    <div data-dl-scroll data-scroll="deals" ref={setScroll} style={{ "--dl-columns": template() }}>
      <p id={HEAD_HELP} hidden>
        Alt and the arrow keys move the column. Alt, Shift and the arrow keys change its width.
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid that scrolls in both directions is no table */}
      <div
        role="grid"
        aria-label="Deals"
        aria-rowcount={props.count < 0 ? -1 : props.count + 1}
        aria-colcount={columns().length + 1}
        aria-multiselectable="true"
        data-dl-grid
        onKeyDown={keys.key}
      >
        <Head
          layout={props.layout}
          sorting={props.sorting}
          onSort={props.onSort}
          all={isAll()}
          some={props.chosen.size > 0}
          onAll={(on) => props.onChosen(new Set(on ? ids() : []))}
        />
        <VirtualList
          roles="none"
          items={ids()}
          estimate={rowHeight()}
          overscan={14}
          heights={heights}
          keyOf={(id) => id}
          scroll={scroll}
          onEnd={() => props.onEnd()}
        >
          {(id, index) => (
            <Show when={rowOf(id)}>
              {(row) => (
                <Row
                  row={row()}
                  index={index()}
                  columns={columns()}
                  setup={props.setup}
                  chosen={props.chosen.has(id)}
                  onChosen={(on) => choose(id, on)}
                  active={keys.active()}
                  onActive={keys.setActive}
                  editing={editing()}
                  onEdit={edit}
                  onSave={(column, draft, stay) => void save(row(), column, draft, stay)}
                  onCancel={cancel}
                />
              )}
            </Show>
          )}
        </VirtualList>
      </div>
      <Show when={props.more}>
        <p data-dl-more role="status">
          Loading more…
        </p>
      </Show>
    </div>
  )
}
