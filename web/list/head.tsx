import { createSignal, For, Show } from "solid-js"
import { announce } from "../ui/announce.ts"
import { Check } from "../ui/choice.tsx"
import { IconDown, IconUp } from "../ui/icons.ts"
import type { Column } from "./columns.ts"
import { FIXED } from "./columns.ts"
import type { Layout } from "./layout.ts"

export type Sorting = { sort: string; direction: "asc" | "desc" }

type Props = {
  layout: Layout
  sorting: Sorting
  onSort: (sorting: Sorting) => void
  all: boolean
  some: boolean
  onAll: (on: boolean) => void
}

/** Pixels that a press with an arrow widens by, and before a press becomes a drag. */
const WIDENS = 16
const MOVES = 5
export const HEAD_HELP = "list-head-help"

/** The columns' names: pressed they sort, dragged they change places, and their edges change their width. */
export function Head(props: Props) {
  const [target, setTarget] = createSignal<string>()
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a grid that scrolls in both directions are no table's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is in its cells
    <div role="row" aria-rowindex={1} data-dl-row data-dl-head>
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in its box */}
      <span role="columnheader" aria-colindex={1} data-dl-cell="choose">
        <Check
          label="Choose all loaded deals"
          quietLabel
          checked={props.all}
          indeterminate={props.some}
          onChecked={(on) => props.onAll(on)}
        />
      </span>
      <For each={props.layout.shown().map((column) => column.key)}>
        {(key, at) => (
          <Show when={props.layout.shown().find((column) => column.key === key)}>
            {(column) => (
              <HeadCell {...props} column={column()} at={at()} target={target() === key} onTarget={setTarget} />
            )}
          </Show>
        )}
      </For>
    </div>
  )
}

type CellProps = Props & {
  column: Column
  at: number
  target: boolean
  onTarget: (key: string | undefined) => void
}

function HeadCell(props: CellProps) {
  const sorted = () => (props.sorting.sort === props.column.sort ? props.sorting.direction : undefined)
  let dragged = false
  const press = () => {
    if (dragged) return
    const direction = sorted() === "asc" ? "desc" : "asc"
    props.onSort({ sort: props.column.sort, direction })
    announce(`Sorted by ${props.column.name}, ${direction === "asc" ? "ascending" : "descending"}`)
  }
  const key = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    event.stopPropagation()
    const { layout, column } = props
    if (event.shiftKey) {
      layout.resize(column.key, layout.widthOf(column) + by * WIDENS)
      announce(`${column.name} is ${layout.widthOf(column)} pixels wide`)
    } else {
      layout.shift(column.key, by)
      announce(`${column.name} is column ${layout.shown().indexOf(column) + 1}`)
      const button = event.currentTarget
      requestAnimationFrame(() => button instanceof HTMLElement && button.focus())
    }
  }
  const drag = (event: PointerEvent) => {
    if (event.button !== 0 || props.column.key === FIXED || event.pointerType === "touch") return
    dragged = false
    const x = event.clientX
    let to: string | undefined
    follow(
      (next) => {
        if (Math.abs(next.clientX - x) < MOVES && !dragged) return
        dragged = true
        const under = document.elementFromPoint(next.clientX, next.clientY)?.closest<HTMLElement>("[data-dl-column]")
        to = under?.dataset.dlColumn
        props.onTarget(to)
      },
      () => {
        props.onTarget(undefined)
        const place = props.layout.shown().findIndex((column) => column.key === to)
        if (dragged && place > 0) props.layout.move(props.column.key, place)
        setTimeout(() => {
          dragged = false
        })
      },
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a grid
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is on its button
    <span
      role="columnheader"
      aria-colindex={props.at + 2}
      aria-sort={sorted() === undefined ? "none" : sorted() === "asc" ? "ascending" : "descending"}
      data-dl-cell={props.column.key === FIXED ? "first" : ""}
      data-dl-column={props.column.key}
      data-dl-kind={props.column.kind}
      data-dl-target={props.target ? "" : undefined}
    >
      <button type="button" aria-describedby={HEAD_HELP} onClick={press} onKeyDown={key} onPointerDown={drag}>
        <span>{props.column.name}</span>
        <Show when={sorted()}>{sorted() === "asc" ? <IconUp /> : <IconDown />}</Show>
      </button>
      <span
        data-dl-edge
        aria-hidden="true"
        onPointerDown={(event) => {
          event.preventDefault()
          const [x, width] = [event.clientX, props.layout.widthOf(props.column)]
          follow(
            (next) => props.layout.resize(props.column.key, width + next.clientX - x),
            () => undefined,
          )
        }}
      />
    </span>
  )
}

/** Hears the pointer until it is let go. */
function follow(move: (event: PointerEvent) => void, end: () => void): void {
  const stop = () => {
    window.removeEventListener("pointermove", move)
    window.removeEventListener("pointerup", stop)
    window.removeEventListener("pointercancel", stop)
    end()
  }
  window.addEventListener("pointermove", move)
  window.addEventListener("pointerup", stop)
  window.addEventListener("pointercancel", stop)
}
