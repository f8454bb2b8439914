import { createEffect, createMemo, createSignal, type JSX, Show, untrack } from "solid-js"
import { Problem } from "../../shared/problem.ts"
import { Button } from "../ui/button.tsx"
import { InlineEdit } from "../ui/inline-edit.tsx"
import { useBones } from "./context.ts"

export type Edit<T> = { draft: T; setDraft: (value: T) => void; done: () => void; cancel: () => void }

type Props<T> = {
  label: string
  /** The field's name in the API: who edits it is told to the others by it. */
  field: string
  value: T
  empty?: boolean
  view: JSX.Element
  /** The value in words, for those who edit it at the same time. */
  words: (value: T) => string
  editor: (edit: Edit<T>) => JSX.Element
  onSave: (value: T) => Promise<void>
  disabled?: boolean
  bare?: boolean
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** A field of a record: read, and edited where it stands. Whoever edits it together with somebody else is told, and asked. */
export function EditRow<T>(props: Props<T>) {
  const bones = useBones()
  const [base, setBase] = createSignal<T>(props.value, { equals: same })
  const [draft, setDraft] = createSignal<T>(props.value, { equals: false })
  const [editing, setEditing] = createSignal(false)
  const [saving, setSaving] = createSignal(false)
  const theirs = createMemo(() =>
    editing() && !saving() && !same(props.value, base()) && !same(props.value, draft())
      ? { value: props.value }
      : undefined,
  )
  createEffect(() => bones.editing(editing() ? props.field : undefined))
  const start = () => {
    setBase(() => props.value)
    setDraft(() => props.value)
    setEditing(true)
  }
  const save = async () => {
    if (theirs() !== undefined) throw new Problem("conflict", "Keep yours or take theirs first.")
    if (same(draft(), base())) return
    setSaving(true)
    try {
      await props.onSave(untrack(draft))
    } finally {
      setSaving(false)
    }
  }
  const note = () => {
    const names = bones.editorsOf(props.field)
    return names.length === 0 ? undefined : `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} editing this`
  }
  const row = () => (
    <InlineEdit
      label={props.label}
      shown={props.view}
      empty={props.empty === true}
      disabled={props.disabled === true}
      onStart={start}
      onEnd={() => setEditing(false)}
      onSave={save}
      {...(note() !== undefined && { note: note() ?? "" })}
      editor={(edit) => (
        <div data-edit-box>
          {props.editor({
            get draft() {
              return draft()
            },
            setDraft: (value) => setDraft(() => value),
            done: edit.done,
            cancel: edit.cancel,
          })}
          <Show when={theirs()}>
            {(other) => (
              <Conflict
                text={`${bones.changedBy()} changed this to ${props.words(other().value)} while you were editing.`}
                onKeep={() => {
                  setBase(() => other().value)
                  edit.done()
                }}
                onTake={edit.cancel}
              />
            )}
          </Show>
        </div>
      )}
    />
  )
  return (
    <Show when={props.bare !== true} fallback={row()}>
      <div data-field-row>
        <span data-row-label>{props.label}</span>
        {row()}
      </div>
    </Show>
  )
}

function Conflict(props: { text: string; onKeep: () => void; onTake: () => void }) {
  return (
    <div data-conflict role="alert">
      <p>{props.text}</p>
      <Button size="s" onClick={() => props.onKeep()}>
        Keep yours
      </Button>
      <Button size="s" kind="quiet" onClick={() => props.onTake()}>
        Take theirs
      </Button>
    </div>
  )
}
