import { createForm } from "../app/form.ts"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { addNote } from "./acts.ts"
import { useBones } from "./context.ts"
import { createDraft } from "./drafts.ts"
import { createMentions } from "./mentions.ts"
import { placeOf } from "./ref.ts"

/** Writes a note, in which people can be mentioned. */
export function ComposeNote(props: { onEnd: () => void }) {
  const bones = useBones()
  const { draft, change, clear } = createDraft(`${placeOf(bones.ref())}.note`, () => ({ content: "" }))
  const mentions = createMentions()
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await addNote(bones.ref(), bones.links(), draft().content)
      clear()
      props.onEnd()
    })
  const cancel = () => {
    clear()
    props.onEnd()
  }
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem() ?? form.fields().content}
      busy={form.busy()}
      action="Save note"
      onCancel={cancel}
    >
      <RichText
        label="Note"
        placeholder="Write a note. @ mentions a colleague."
        value={draft().content}
        onValue={(content) => change({ content })}
        mentions={mentions}
        onSubmit={() => void save()}
        autofocus
      />
    </Form>
  )
}
