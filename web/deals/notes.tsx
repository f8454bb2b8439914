import { useQuery } from "@tanstack/solid-query"
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js"
import type { NoteAnswer } from "../../shared/api/notes.ts"
import type { Page } from "../../shared/api/route.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { listen } from "../app/live.ts"
import { queryClient, settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { TextArea } from "../ui/field.tsx"

/** The notes of a deal, and a place to write one. */
export function Notes(props: { dealId: number; userName: (id: number) => string }) {
  const key = () => ["notes", props.dealId] as const
  const notes = useQuery<Page<NoteAnswer[]>>(() => ({
    queryKey: key(),
    queryFn: () => call("GET /api/v2/notes", { query: { deal_id: props.dealId, sort_direction: "desc", limit: 50 } }),
  }))
  createEffect(() => {
    const queryKey = key()
    const again = () => void queryClient.invalidateQueries({ queryKey })
    onCleanup(listen(["note"], again, again))
  })
  const [text, setText] = createSignal("")
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const escaped = text().replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
      await call("POST /api/v2/notes", { body: { content: escaped.replace(/\n/g, "<br />"), deal_id: props.dealId } })
      setText("")
      await queryClient.invalidateQueries({ queryKey: key() })
    })
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Notes</h2>
      <form data-note-form onSubmit={form.submit(save)}>
        <TextArea
          label="New note"
          quietLabel
          value={text()}
          onValue={setText}
          error={form.fields().content ?? form.problem()}
          placeholder="Write a note…"
          required
        />
        <Button type="submit" kind="primary" busy={form.busy()} disabled={text().trim() === ""}>
          Save
        </Button>
      </form>
      <ul data-notes>
        <For
          each={settled(notes)?.data}
          fallback={
            <Show when={notes.isSuccess}>
              <li data-quiet>No notes yet.</li>
            </Show>
          }
        >
          {(note) => (
            <li>
              {/* the server keeps notes clean of everything that could run */}
              <div innerHTML={note.content} />
              <small>
                {props.userName(note.user_id)} · {note.add_time.slice(0, 16).replace("T", " ")}
              </small>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
