import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js"
import { refusalOf } from "./refusal.ts"

type Edit = { done: () => void; cancel: () => void }

export type InlineProps = {
  label: string
  shown: JSX.Element
  empty?: boolean
  editor: (edit: Edit) => JSX.Element
  onSave: () => Promise<void> | void
  onStart?: () => void
  onEnd?: () => void
  /** Who else is at it, for example. */
  note?: string
  disabled?: boolean
}

/** The editor of a value, and when it is done with. */
export function InlineEditor(props: InlineProps & { onDone: (focus: boolean) => void }) {
  let box: HTMLFieldSetElement | undefined
  // an editor that is taken away loses the focus too, which is no leaving
  let over = false
  const hasFocus = () => box?.contains(document.activeElement) === true
  const end = (focus: boolean) => {
    over = true
    props.onDone(focus)
  }
  const save = createSave(props, {
    // who has gone on to something else while it was saved keeps the focus there
    end: (focus) => end(focus && (document.activeElement === document.body || hasFocus())),
    isUnread: () => box?.querySelector("[data-unread]") != null,
  })
  const key = (event: KeyboardEvent & { target: Element }) => {
    if (event.isComposing || box?.contains(event.target) !== true) return
    if (event.key === "Escape") {
      event.preventDefault()
      event.stopImmediatePropagation()
      end(true)
    } else if (event.key === "Enter" && saves(event)) {
      event.preventDefault()
      void save.run(true)
    }
  }
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget
    if (over) return
    if (to instanceof Element) leftFor(to)
    // what this editor opened has closed, and gives the focus back
    else if (document.hasFocus() && event.target instanceof Node && box?.contains(event.target) === true)
      void save.run(false)
  }
  const leftFor = (to: Element) => {
    if (box?.contains(to) !== true && !belongs(to, box)) void save.run(false)
  }
  const press = (event: PointerEvent) => {
    // while the focus is inside, losing it tells, after the field has read what was typed
    if (event.target instanceof Element && !hasFocus()) leftFor(event.target)
  }
  onMount(() => document.addEventListener("pointerdown", press))
  onCleanup(() => document.removeEventListener("pointerdown", press))
  return (
    <fieldset
      ref={(element) => {
        box = element
        queueMicrotask(() => focusFirst(element))
      }}
      data-inline-editor
      aria-label={props.label}
      aria-busy={save.busy() ? "true" : undefined}
      onKeyDown={key}
      onInput={() => save.forget()}
      onFocusOut={leave}
    >
      {props.editor({ done: () => void save.run(true), cancel: () => end(true) })}
      <Show when={save.refusal()}>
        {(text) => (
          <p data-inline-refusal role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Show when={props.note}>{(note) => <p data-inline-note>{note()}</p>}</Show>
    </fieldset>
  )
}

/** Saves once at a time; after a refusal the editor stays, and so it does while a field cannot read what was typed. */
function createSave(props: InlineProps, editor: { end: (focus: boolean) => void; isUnread: () => boolean }) {
  const [busy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<string>()
  const run = async (focus: boolean) => {
    if (busy() || editor.isUnread()) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await props.onSave()
      editor.end(focus)
    } catch (error) {
      setRefusal(refusalOf(error, props.label))
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, run, forget: () => setRefusal(undefined) }
}

/** Enter in a line saves; in a text it needs Ctrl or ⌘ besides; on a button it presses that. */
function saves(event: KeyboardEvent & { target: Element }): boolean {
  if (event.defaultPrevented) return false
  if (event.ctrlKey || event.metaKey) return true
  return event.target.matches("input:not([type=checkbox]), select")
}

/** Whether the focus went into something that this editor opened. */
function belongs(to: Element, box: Element | undefined): boolean {
  const layer = to.closest("[data-layer]")
  return layer !== null && layer !== box?.closest("[data-layer]")
}

function focusFirst(box: Element): void {
  if (box.contains(document.activeElement)) return
  // an amount rather than its currency
  const field =
    box.querySelector<HTMLElement>("input, textarea, [contenteditable]") ??
    box.querySelector<HTMLElement>("select, button")
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}
