import { createSignal, createUniqueId, Show } from "solid-js"
import { IconEdit } from "./icons.ts"
import { InlineEditor, type InlineProps } from "./inline-editor.tsx"
import "./inline-edit.css"

/** A value that becomes its editor where it stands. Enter or leaving saves, Escape does not; what is refused stays typed. */
export function InlineEdit(props: InlineProps) {
  const [editing, setEditing] = createSignal(false)
  let value: HTMLButtonElement | undefined
  const end = (focus: boolean) => {
    setEditing(false)
    props.onEnd?.()
    if (focus) value?.focus()
  }
  const start = () => {
    props.onStart?.()
    setEditing(true)
  }
  return (
    <div data-inline-edit data-editing={editing() ? "" : undefined}>
      <Show
        when={editing()}
        fallback={
          <Value
            {...props}
            onEdit={start}
            ref={(element) => {
              value = element
            }}
          />
        }
      >
        <InlineEditor {...props} onDone={end} />
      </Show>
    </div>
  )
}

function Value(props: InlineProps & { onEdit: () => void; ref: (element: HTMLButtonElement) => void }) {
  const id = createUniqueId()
  const edit = () => {
    // a text that was just selected is to be copied, not edited
    if (getSelection()?.isCollapsed !== false) props.onEdit()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button in it does the same */}
      <div
        data-inline-value
        data-blank={props.empty === true ? "" : undefined}
        data-disabled={props.disabled === true ? "" : undefined}
        onClick={(event) => {
          if (props.disabled !== true && event.target.closest("a, button") === null) edit()
        }}
      >
        <span data-inline-shown id={id}>
          {props.empty === true ? `Add ${props.label.toLowerCase()}` : props.shown}
        </span>
        <Show when={props.disabled !== true}>
          <button
            ref={props.ref}
            type="button"
            data-inline-pencil
            aria-label={`Edit ${props.label}`}
            aria-describedby={id}
            onClick={() => props.onEdit()}
          >
            <IconEdit />
          </button>
        </Show>
      </div>
      <Show when={props.note}>{(note) => <p data-inline-note>{note()}</p>}</Show>
    </>
  )
}
