import { createSignal, Match, Show, Suspense, Switch } from "solid-js"
import type { Scope } from "../../shared/api/activities.ts"
import { settled } from "../app/queries.ts"
import { ScopeChoice } from "../repeat/scope-choice.tsx"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { IconTrash } from "../ui/icons.ts"
import { Failed, Skeleton } from "../ui/state.tsx"
import { remove } from "./acts.ts"
import type { ActivityDraft } from "./draft.ts"
import { ActivityForm } from "./form.tsx"
import { useActivity } from "./queries.ts"

export type Opened = { given: Partial<ActivityDraft>; title: string }

type Props = {
  /** The activity to change. */
  id: number | undefined
  /** What is known of one to add. */
  opened: Opened | undefined
  onClose: () => void
}

/** An activity's form at the side. What is written is not lost by a press beside it. */
export function ActivityDrawer(props: Props) {
  const [dirty, setDirty] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const close = () => {
    setDirty(false)
    setAsking(false)
    props.onClose()
  }
  const leave = () => (dirty() ? setAsking(true) : close())
  return (
    <>
      <Drawer
        open={props.id !== undefined || props.opened !== undefined}
        onOpen={(open) => !open && leave()}
        title={props.opened?.title ?? "Activity"}
      >
        {/* a form asks for what is known already, which must not take the page away for a moment */}
        <Suspense>
          <Show
            when={props.opened}
            keyed
            fallback={<Known id={props.id} onClose={close} onLeave={leave} onDirty={setDirty} />}
          >
            {(opened) => <ActivityForm initial={opened.given} onSaved={close} onCancel={leave} onDirty={setDirty} />}
          </Show>
        </Suspense>
      </Drawer>
      <Confirm
        open={asking()}
        onOpen={setAsking}
        title="Discard what you wrote?"
        text="It has not been saved."
        action="Discard"
        onConfirm={async () => close()}
      />
    </>
  )
}

type KnownProps = {
  id: number | undefined
  onClose: () => void
  onLeave: () => void
  onDirty: (dirty: boolean) => void
}

function Known(props: KnownProps) {
  const activity = useActivity(() => props.id)
  const found = () => settled(activity)
  const [deleting, setDeleting] = createSignal(false)
  const [scope, setScope] = createSignal<Scope>("this")
  return (
    <Switch fallback={<Skeleton height="12rem" />}>
      <Match when={activity.isError}>
        <Failed error={activity.error} onRetry={() => void activity.refetch()} />
      </Match>
      <Match when={found()?.id} keyed>
        <ActivityForm
          initial={{}}
          {...activityOf(found())}
          onSaved={props.onClose}
          onCancel={props.onLeave}
          onDirty={props.onDirty}
        />
        <Button kind="danger" icon={<IconTrash />} onClick={() => setDeleting(true)}>
          Delete activity
        </Button>
        <Confirm
          open={deleting()}
          onOpen={setDeleting}
          title="Delete this activity?"
          text="It goes to the trash, where it stays for 30 days."
          action="Delete"
          onConfirm={async () => {
            const known = found()
            if (known !== undefined) await remove(known, scope())
            props.onClose()
          }}
        >
          <Show when={(found()?.rec_rule ?? null) !== null}>
            <ScopeChoice value={scope()} onValue={setScope} />
          </Show>
        </Confirm>
      </Match>
    </Switch>
  )
}

const activityOf = <T,>(activity: T | undefined) => (activity === undefined ? {} : { activity: { ...activity } })
