import { createSignal, Show } from "solid-js"
import { ACTIVITY_PRIORITIES } from "../../shared/activity-type.ts"
import type { ActivityAnswer, Scope } from "../../shared/api/activities.ts"
import { ScopeChoice } from "../repeat/scope-choice.tsx"
import { Avatar } from "../ui/avatar.tsx"
import { IconCheck, IconDots, IconEdit, IconRepeat, IconTrash, IconUndo } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { passFocus } from "../ui/pass-focus.ts"
import { RichView } from "../ui/rich-view.tsx"
import { ActivityIcon } from "./activity-icon.tsx"
import { removeActivity } from "./acts.ts"
import { useBones } from "./context.ts"
import { showClock, showDue, urgencyOf } from "./when.ts"

/** An activity, planned or done: marked in place, changed in a panel. */
export function ActivityItem(props: { activity: ActivityAnswer; onMark: (done: boolean) => void }) {
  const bones = useBones()
  const done = () => props.activity.done
  const priority = () => ACTIVITY_PRIORITIES.find(({ id }) => id === props.activity.priority)?.name
  let tick: HTMLElement | undefined
  const mark = (done: boolean) => {
    if (tick !== undefined) passFocus(tick, "[data-focus], [data-history]", "[data-mark]")
    props.onMark(done)
  }
  const askToDelete = () => {
    const activity = { ...props.activity }
    const [scope, setScope] = createSignal<Scope>("this")
    bones.ask({
      title: "Delete this activity?",
      text: `“${activity.subject}” goes to the trash, where it stays for 30 days.`,
      action: "Delete activity",
      onConfirm: () => removeActivity(bones.ref(), activity, scope()),
      ...(activity.rec_rule !== null && { more: () => <ScopeChoice value={scope()} onValue={setScope} /> }),
    })
  }
  const owner = () => bones.userName(props.activity.owner_id)
  return (
    <article data-activity data-done={done() ? "" : undefined} aria-label={props.activity.subject}>
      <button
        ref={(element) => {
          tick = element
        }}
        type="button"
        aria-pressed={done()}
        data-mark
        aria-label={`${props.activity.subject}: done`}
        onClick={() => mark(!done())}
      >
        <span data-mark-ring>
          <IconCheck aria-hidden="true" />
        </span>
      </button>
      <div data-activity-text>
        <p data-activity-subject>
          <ActivityIcon type={props.activity.type} />
          <span>{props.activity.subject}</span>
          <Show when={done() ? undefined : priority()}>{(name) => <small data-priority>{name()}</small>}</Show>
        </p>
        <p data-activity-about>
          <Show
            when={done()}
            fallback={
              <span data-due-text={urgencyOf(props.activity)}>
                <Show when={urgencyOf(props.activity) === "overdue"}>Overdue · </Show>
                {showDue(props.activity)}
              </span>
            }
          >
            <span>Done {showClock(props.activity.marked_as_done_time ?? props.activity.update_time)}</span>
          </Show>
          <Show when={props.activity.rec_rule !== null}>
            <IconRepeat />
            <span class="sr-only">Repeats</span>
          </Show>
          <Show when={props.activity.outcome}>{(outcome) => <span> · {outcome()}</span>}</Show>
          <Show when={owner()}>
            <span data-activity-owner>
              <Avatar name={owner()} size="s" />
            </span>
          </Show>
        </p>
        <Show when={props.activity.note}>
          {(html) => (
            <div data-activity-note>
              <RichView html={html()} />
            </div>
          )}
        </Show>
      </div>
      <Menu
        label={`Commands for ${props.activity.subject}`}
        trigger={<IconDots />}
        entries={[
          { label: "Edit", icon: IconEdit, onSelect: () => bones.edit({ ...props.activity }) },
          done()
            ? { label: "Mark as not done", icon: IconUndo, onSelect: () => mark(false) }
            : { label: "Mark as done", icon: IconCheck, onSelect: () => mark(true) },
          { separator: true },
          { label: "Delete", icon: IconTrash, danger: true, onSelect: askToDelete },
        ]}
      />
    </article>
  )
}
