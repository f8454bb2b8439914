import { Show, Suspense } from "solid-js"
import type { NoteAnswer } from "../../shared/api/notes.ts"
import { laterOver } from "../app/later.tsx"
import { Avatar } from "../ui/avatar.tsx"
import { IconDots, IconEdit, IconPin, IconTrash, IconUnpin } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { RichView } from "../ui/rich-view.tsx"
import { Skeleton } from "../ui/state.tsx"
import { pin, pinOf, removeNote } from "./acts.ts"
import { useBones } from "./context.ts"
import { showClock, showInstant } from "./when.ts"

const NoteEditor = laterOver(() => import("./note-editor.tsx").then((part) => part.NoteEditor))

/** A note: read, pinned, and edited where it stands: in the history by day, or among what matters now. */
export function NoteItem(props: { note: NoteAnswer; inFocus?: boolean }) {
  const bones = useBones()
  let article: HTMLElement | undefined
  const end = () => {
    bones.write(props.note.id, undefined)
    if (document.activeElement === document.body) article?.querySelector<HTMLElement>("[aria-haspopup]")?.focus()
  }
  const inFocus = () => props.inFocus === true
  const pinned = () => props.note[pinOf(bones.ref())]
  // of a note that stands in both lists one is edited
  const editing = () => bones.written(props.note.id)?.inFocus === inFocus()
  const author = () => bones.userName(props.note.user_id)
  const time = () => (inFocus() ? showInstant(props.note.add_time) : showClock(props.note.add_time))
  const askToDelete = () => {
    const note = { ...props.note }
    bones.ask({
      title: "Delete this note?",
      text: "It goes to the trash, where it stays for 30 days.",
      action: "Delete note",
      onConfirm: () => removeNote(bones.ref(), note),
    })
  }
  return (
    <article
      ref={(element) => {
        article = element
      }}
      data-note-item
      data-pinned={pinned() ? "" : undefined}
      aria-label={`Note by ${author()}`}
    >
      <header>
        <Avatar name={author()} size="s" />
        <span>{author()}</span>
        <time datetime={props.note.add_time}>{time()}</time>
        <Show when={pinned()}>
          <span data-pin>
            <IconPin aria-hidden="true" /> Pinned
          </span>
        </Show>
        <Menu
          label={`Commands for the note by ${author()}`}
          trigger={<IconDots />}
          entries={[
            pinned()
              ? { label: "Unpin", icon: IconUnpin, onSelect: () => pin(bones.ref(), props.note, false) }
              : { label: "Pin", icon: IconPin, onSelect: () => pin(bones.ref(), props.note, true) },
            {
              label: "Edit",
              icon: IconEdit,
              onSelect: () =>
                bones.write(props.note.id, {
                  content: bones.written(props.note.id)?.content ?? props.note.content,
                  inFocus: inFocus(),
                }),
            },
            { separator: true },
            { label: "Delete", icon: IconTrash, danger: true, onSelect: askToDelete },
          ]}
        />
      </header>
      <Show when={editing()} fallback={<RichView html={props.note.content} />}>
        <Suspense fallback={<Skeleton height="4rem" />}>
          <NoteEditor note={props.note} onClose={end} />
        </Suspense>
      </Show>
    </article>
  )
}
