import { useQuery } from "@tanstack/solid-query"
import { createSignal, Show } from "solid-js"
import { createStore } from "solid-js/store"
import type { ActivityAnswer, Scope } from "../../shared/api/activities.ts"
import { createForm } from "../app/form.ts"
import { settled } from "../app/queries.ts"
import { ScopeChoice } from "../repeat/scope-choice.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { Form } from "../ui/form.tsx"
import { Skeleton } from "../ui/state.tsx"
import { bodyOf, draftOf } from "./activity-draft.ts"
import { ActivityFields } from "./activity-form.tsx"
import { changeActivity } from "./acts.ts"
import { type Named, useBones } from "./context.ts"
import { namesOfPersons } from "./lookups.ts"

/** Changes an activity, beside the page. */
export function ActivityDrawer(props: { activity: ActivityAnswer; onClose: () => void }) {
  const ids = () => props.activity.participants.map((one) => one.person_id)
  const names = useQuery<Named[]>(() => ({ queryKey: ["names", ids()], queryFn: () => namesOfPersons(ids()) }))
  return (
    <Drawer open={true} onOpen={(open) => !open && props.onClose()} title="Edit activity">
      <Show when={settled(names)} fallback={<Skeleton height="20rem" />}>
        {(known) => <Edit activity={props.activity} names={known()} onClose={props.onClose} />}
      </Show>
    </Drawer>
  )
}

function Edit(props: { activity: ActivityAnswer; names: Named[]; onClose: () => void }) {
  const bones = useBones()
  const [draft, setDraft] = createStore(draftOf(props.activity, props.names))
  const form = createForm()
  const [scope, setScope] = createSignal<Scope>("this")
  const rule = draft.rule
  // a rule is the whole series': another one is for all that follow
  const chosen = () => (rule !== "" && rule !== draft.rule ? "following" : scope())
  const save = () =>
    form.run(async () => {
      await changeActivity(bones.ref(), props.activity, bodyOf(draft), chosen())
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action="Save"
      onCancel={props.onClose}
    >
      <ActivityFields draft={draft} onChange={(part) => setDraft(part)} errors={form.fields()} />
      <Show when={rule !== "" && rule === draft.rule}>
        <ScopeChoice value={scope()} onValue={setScope} />
      </Show>
    </Form>
  )
}
