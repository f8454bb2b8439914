import { createMemo, createSignal, For, Show, Suspense } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import type { NoteAnswer } from "../../shared/api/notes.ts"
import { later } from "../app/later.tsx"
import { settled } from "../app/queries.ts"
import { Failed, Skeleton } from "../ui/state.tsx"
import { ActivityItem } from "./activity-item.tsx"
import { mark, pinOf } from "./acts.ts"
import { useNotes, useOpenActivities } from "./children.ts"
import { useBones } from "./context.ts"
import { NoteItem } from "./note-item.tsx"
import { WORD } from "./ref.ts"

const NextStep = later(() => import("./next-step.tsx").then((part) => part.NextStep))

/** What matters now: open activities, the most overdue first, and pinned notes. */
export function Focus() {
  const bones = useBones()
  const open = useOpenActivities(bones.ref)
  const notes = useNotes(bones.ref)
  const [after, setAfter] = createSignal<{ activity: ActivityAnswer; planned: boolean }>()
  const stays = (note: NoteAnswer) => note[pinOf(bones.ref())] || bones.written(note.id)?.inFocus === true
  const activities = createMemo(() => new Map((settled(open)?.data ?? []).map((one) => [one.id, one])))
  const pinned = createMemo(() => new Map((settled(notes)?.data ?? []).filter(stays).map((one) => [one.id, one])))
  const markDone = async (activity: ActivityAnswer) => {
    const result = await mark(bones.ref(), { ...activity }, true)
    if (result !== undefined) setAfter({ activity, planned: result.planned })
  }
  return (
    <section data-focus aria-labelledby="focus">
      <h2 id="focus">Focus</h2>
      <Suspense>
        <Show when={after()} keyed>
          {(last) => (
            <NextStep
              after={last.activity}
              planned={last.planned}
              onUndo={() => {
                setAfter(undefined)
                void mark(bones.ref(), { ...last.activity, done: true }, false)
              }}
              onClose={() => setAfter(undefined)}
            />
          )}
        </Show>
      </Suspense>
      <Show when={!open.isError} fallback={<Failed error={open.error} onRetry={() => void open.refetch()} />}>
        <Show when={settled(open)} fallback={<Skeleton height="3.5rem" />}>
          <ul data-items>
            <For each={[...activities().keys()]}>
              {(id) => (
                <Show when={activities().get(id)}>
                  {(activity) => (
                    <li>
                      <ActivityItem activity={activity()} onMark={() => void markDone(activity())} />
                    </li>
                  )}
                </Show>
              )}
            </For>
            <For each={[...pinned().keys()]}>
              {(id) => (
                <Show when={pinned().get(id)}>
                  {(note) => (
                    <li>
                      <NoteItem note={note()} inFocus />
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
          <Show when={activities().size === 0 && pinned().size === 0 && after() === undefined}>
            <p data-nothing>
              Nothing is planned. A {WORD[bones.ref().kind]} with a next step does not go cold: plan an activity, or pin
              the note that matters.
            </p>
          </Show>
        </Show>
      </Show>
    </section>
  )
}
