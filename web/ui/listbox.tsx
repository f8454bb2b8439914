import { createEffect, For, type JSX, Show } from "solid-js"
import { IconCheck } from "./icons.ts"
import "./listbox.css"

export type Row = { key: string; label: string; note?: string | undefined; chosen?: boolean; icon?: JSX.Element }

type Props = {
  id: string
  label: string
  rows: readonly Row[]
  /** Index of the row that Enter takes. */
  active: number
  onActive: (index: number) => void
  onPick: (index: number) => void
  /** Said when there are none. */
  empty: string
  /** Why there may be more than these. */
  problem?: string | undefined
  busy?: boolean
  many?: boolean
}

export const rowId = (id: string, index: number) => `${id}-row-${index}`

/** The rows that hang from a field. The focus stays in the field, which says by `aria-activedescendant` where it is. */
export function Listbox(props: Props) {
  return (
    <>
      <div
        id={props.id}
        data-listbox
        role="listbox"
        aria-label={props.label}
        aria-busy={props.busy === true ? "true" : undefined}
        aria-multiselectable={props.many === true ? "true" : undefined}
        onPointerDown={(event) => event.preventDefault()}
      >
        <For each={props.rows}>{(row, index) => <Option {...props} row={row} index={index()} />}</For>
      </div>
      <Show when={props.rows.length === 0 || props.problem !== undefined}>
        <p data-listbox-empty role="status">
          {props.busy === true ? "Searching…" : (props.problem ?? props.empty)}
        </p>
      </Show>
    </>
  )
}

function Option(props: Props & { row: Row; index: number }) {
  let element: HTMLDivElement | undefined
  const isActive = () => props.active === props.index
  createEffect(() => isActive() && element?.scrollIntoView({ block: "nearest" }))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that keeps the focus hears the keys
    <div
      ref={(own) => {
        element = own
      }}
      id={rowId(props.id, props.index)}
      data-option
      role="option"
      tabIndex={-1}
      aria-selected={props.row.chosen === true ? "true" : "false"}
      data-highlighted={isActive() ? "" : undefined}
      onPointerMove={() => !isActive() && props.onActive(props.index)}
      onClick={() => props.onPick(props.index)}
    >
      {props.row.icon}
      <span data-option-label>{props.row.label}</span>
      <Show when={props.row.note}>{(note) => <small>{note()}</small>}</Show>
      <Show when={props.row.chosen === true}>
        <IconCheck data-option-tick />
      </Show>
    </div>
  )
}
