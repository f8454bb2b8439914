import { A } from "@solidjs/router"
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js"
import { heldIn } from "../../shared/api/deal-columns.ts"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { FieldView, toneOf } from "../fields/view.tsx"
import { urgencyOf } from "../record/when.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Badge } from "../ui/badge.tsx"
import { IconAlert, IconClock } from "../ui/icons.ts"
import { ColumnEditor } from "./cell-editor.tsx"
import type { Column } from "./columns.ts"
import { cellWords } from "./words.ts"

type ViewProps = { row: DealRow; column: Column; setup: Setup }

/** What a cell shows. */
export function CellView(props: ViewProps): JSX.Element {
  const words = () => cellWords(props.row, props.column, props.setup)
  const labels = () => (props.column.field?.options ?? []).filter((option) => props.row.label_ids.includes(option.id))
  return (
    <Switch fallback={<span data-dl-text>{words()}</span>}>
      <Match when={props.column.kind === "title"}>
        <A href={`/deals/${props.row.id}`} data-dl-title tabindex="-1" draggable={false}>
          {props.row.title}
        </A>
      </Match>
      <Match when={props.column.kind === "user" && words()}>
        <span data-dl-person>
          <Avatar name={words()} size="s" />
          <span data-dl-text aria-hidden="true">
            {words()}
          </span>
        </span>
      </Match>
      <Match when={props.column.kind === "labels"}>
        <span data-dl-badges>
          <For each={labels()}>{(label) => <Badge tone={toneOf(label.color)}>{label.label}</Badge>}</For>
        </span>
      </Match>
      <Match when={props.column.kind === "status"}>
        <Badge tone={props.row.status === "won" ? "green" : props.row.status === "lost" ? "red" : "blue"} dot>
          {words()}
        </Badge>
      </Match>
      <Match when={props.column.kind === "next"}>
        <Next {...props} words={words()} />
      </Match>
      <Match when={props.column.kind === "custom" && words() !== "" && props.column.field}>
        {(field) => <FieldView field={field()} value={heldIn(props.row, props.column)} />}
      </Match>
    </Switch>
  )
}

function Next(props: ViewProps & { words: string }) {
  const next = () => props.row.next_activity
  const urgency = () => {
    const due = next()
    return due === null ? "none" : urgencyOf(due)
  }
  return (
    <Show when={next()} fallback={<span data-quiet>{props.row.status === "open" ? "None planned" : ""}</span>}>
      {(due) => (
        <span data-dl-next={urgency()} title={due().subject}>
          <Show when={urgency() !== "later"}>{urgency() === "overdue" ? <IconAlert /> : <IconClock />}</Show>
          <span class="sr-only">{urgency() === "overdue" ? "Overdue: " : urgency() === "today" ? "Due: " : ""}</span>
          <span data-dl-text>
            {props.words} · {due().subject}
          </span>
        </span>
      )}
    </Show>
  )
}

type EditorProps = {
  column: Column
  setup: Setup
  row: DealRow
  draft: unknown
  error: string | undefined
  /** `stay` keeps the focus in the table. */
  onSave: (draft: unknown, stay: boolean) => void
  onCancel: () => void
}

/** A cell while it is written: Enter or leaving saves, Escape does not. */
export function CellEdit(props: EditorProps) {
  let box: HTMLDivElement | undefined
  let over = false
  const [draft, setDraft] = createSignal(props.draft, { equals: false })
  const save = (stay: boolean) => {
    if (over) return
    over = true
    props.onSave(draft(), stay)
  }
  const cancel = () => {
    over = true
    props.onCancel()
  }
  const key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.isComposing || event.defaultPrevented) return
    const inText = event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey
    if (event.key === "Escape") {
      event.preventDefault()
      cancel()
    } else if (event.key === "Enter" && !inText && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault()
      // the field takes what was typed at the same key
      queueMicrotask(() => save(true))
    }
  }
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget
    if (!(to instanceof Element) && !document.hasFocus()) return
    if (to instanceof Element && (box?.contains(to) === true || to.closest("[data-layer]") !== null)) return
    queueMicrotask(() => save(false))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of fields is more than one
    <div
      ref={(element) => {
        box = element
        queueMicrotask(() => begin(element))
      }}
      data-dl-edit
      role="group"
      aria-label={props.column.name}
      onKeyDown={key}
      onFocusOut={leave}
    >
      <ColumnEditor
        column={props.column}
        setup={props.setup}
        pipelineId={props.row.pipeline_id}
        edit={{
          get draft() {
            return draft()
          },
          setDraft: (value) => setDraft(() => value),
          done: () => queueMicrotask(() => save(true)),
          cancel,
        }}
      />
      <Show when={props.error}>
        {(text) => (
          <p data-dl-refusal role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  )
}

function begin(box: Element): void {
  if (box.contains(document.activeElement)) return
  const field = box.querySelector<HTMLElement>("input, textarea") ?? box.querySelector<HTMLElement>("select")
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}
