import type { NoteAnswer } from "../../shared/api/notes.ts"
import { createForm } from "../app/form.ts"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { changeNote } from "./acts.ts"
import { useBones } from "./context.ts"
import { createMentions } from "./mentions.ts"

export function NoteEditor(props: { note: NoteAnswer; onClose: () => void }) {
  const bones = useBones()
  const mentions = createMentions()
  const content = () => bones.written(props.note.id)?.content ?? props.note.content
  const write = (content: string) => {
    const written = bones.written(props.note.id)
    if (written !== undefined) bones.write(props.note.id, { ...written, content })
  }
  const form = createForm()
  // it may be drawn anew while somebody writes elsewhere
  const active = document.activeElement
  const isHere = active === document.body || active?.closest("[role=menu], [data-note-item]") !== null
  const save = () =>
    form.run(async () => {
      await changeNote(bones.ref(), props.note, { content: content() })
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem() ?? form.fields().content}
      busy={form.busy()}
      action="Save note"
      onCancel={props.onClose}
    >
      <RichText
        label="Note"
        value={content()}
        onValue={write}
        mentions={mentions}
        onSubmit={() => void save()}
        autofocus={isHere}
      />
    </Form>
  )
}
