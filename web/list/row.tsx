import { For, Show } from "solid-js"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { IconEdit } from "../ui/icons.ts"
import { CellEdit, CellView } from "./cell.tsx"
import { type Column, FIXED } from "./columns.ts"
import { draftOf } from "./editing.ts"
import type { At } from "./grid-keys.ts"

export type Editing = At & { draft?: unknown; error?: string }

type Props = {
  row: DealRow
  index: number
  columns: readonly Column[]
  setup: Setup
  chosen: boolean
  onChosen: (on: boolean) => void
  active: At | undefined
  onActive: (at: At) => void
  editing: Editing | undefined
  onEdit: (at: At) => void
  onSave: (column: Column, draft: unknown, stay: boolean) => void
  onCancel: () => void
}

/** A deal as a line of the table. */
export function Row(props: Props) {
  const isActive = (key: string) => props.active?.id === props.row.id && props.active.key === key
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a grid that scrolls in both directions are no table's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is in its cells
    <div
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.chosen}
      data-dl-row
      data-dl-chosen={props.chosen ? "" : undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of a grid */}
      <span
        role="gridcell"
        aria-colindex={1}
        data-dl-cell="choose"
        data-at={`${props.row.id}:choose`}
        tabIndex={isActive("choose") ? 0 : -1}
        onFocus={() => props.onActive({ id: props.row.id, key: "choose" })}
      >
        <input
          type="checkbox"
          tabindex="-1"
          aria-label={`Choose ${props.row.title}`}
          checked={props.chosen}
          onChange={(event) => props.onChosen(event.currentTarget.checked)}
        />
      </span>
      <For each={props.columns}>
        {(column, at) => <Cell {...props} column={column} at={at()} isActive={isActive(column.key)} />}
      </For>
    </div>
  )
}

function Cell(props: Props & { column: Column; at: number; isActive: boolean }) {
  const place = () => ({ id: props.row.id, key: props.column.key })
  const editing = () =>
    props.editing?.id === props.row.id && props.editing.key === props.column.key ? props.editing : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a grid
    <span
      role="gridcell"
      aria-colindex={props.at + 2}
      aria-readonly={props.column.edits ? undefined : "true"}
      data-dl-cell={props.column.key === FIXED ? "first" : ""}
      data-dl-kind={props.column.kind}
      data-at={`${props.row.id}:${props.column.key}`}
      tabIndex={props.isActive ? 0 : -1}
      onFocus={() => props.onActive(place())}
      onDblClick={() => props.onEdit(place())}
    >
      <Show
        when={editing()}
        keyed
        fallback={
          <>
            <CellView row={props.row} column={props.column} setup={props.setup} />
            <Show when={props.column.edits}>
              <button
                type="button"
                tabindex="-1"
                data-dl-pencil
                aria-label={`Edit ${props.column.name} of ${props.row.title}`}
                onClick={() => props.onEdit(place())}
              >
                <IconEdit />
              </button>
            </Show>
          </>
        }
      >
        {(now) => (
          <CellEdit
            column={props.column}
            setup={props.setup}
            row={props.row}
            draft={"draft" in now ? now.draft : draftOf(props.row, props.column)}
            error={now.error}
            onSave={(draft, stay) => props.onSave(props.column, draft, stay)}
            onCancel={() => props.onCancel()}
          />
        )}
      </Show>
    </span>
  )
}
