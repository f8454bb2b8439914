import { createEffect, createSignal, on, Show, Suspense } from "solid-js"
import { createStore } from "solid-js/store"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { laterOver } from "../app/later.tsx"
import { Confirm } from "../ui/confirm.tsx"
import type { Bones, Question, Written } from "./context.ts"
import type { Ref } from "./ref.ts"

const ActivityDrawer = laterOver(() => import("./activity-drawer.tsx").then((part) => part.ActivityDrawer))

/** What somebody is in the middle of on a record's page. It hangs on no item: one that moves to another list is drawn anew. */
export function createDoing(ref: () => Ref) {
  const [question, setQuestion] = createSignal<Question>()
  const [asking, setAsking] = createSignal(false)
  const [edited, setEdited] = createSignal<ActivityAnswer>()
  const [written, setWritten] = createStore<Record<number, Written | undefined>>({})
  const end = () => {
    setAsking(false)
    setEdited(undefined)
  }
  createEffect(on(ref, end, { defer: true }))
  const doing: Pick<Bones, "ask" | "edit" | "written" | "write"> = {
    ask: (asked) => {
      setQuestion(asked)
      setAsking(true)
    },
    edit: setEdited,
    written: (id) => written[id],
    write: (id, now) => setWritten(id, now),
  }
  const Over = () => (
    <>
      <Suspense>
        <Show when={edited()} keyed>
          {(activity) => (
            <ActivityDrawer activity={activity} onClose={() => edited() === activity && setEdited(undefined)} />
          )}
        </Show>
      </Suspense>
      {/* an answer that comes late ends its own question, not the next */}
      <Show when={question()} keyed>
        {(asked) => (
          <Confirm
            open={asking()}
            onOpen={(open) => question() === asked && setAsking(open)}
            title={asked.title}
            text={asked.text}
            action={asked.action}
            onConfirm={asked.onConfirm}
          >
            {asked.more?.()}
          </Confirm>
        )}
      </Show>
    </>
  )
  return { ...doing, Over }
}
