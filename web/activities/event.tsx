import { Show } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { typeName } from "../record/activity-types.ts"
import { IconAlert, IconCheck, IconDots, IconRepeat } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import type { Block } from "./blocks.ts"
import { useDesk } from "./desk.ts"
import { type createDrags, type Slot, STEP } from "./drags.ts"
import { eventCommands, keyMove, type OnPlace } from "./event-moves.ts"
import { HELP } from "./help.ts"
import { nameOf } from "./names.ts"
import { hueOf } from "./owner-colors.ts"
import { clockText, spanOf, urgencyOf } from "./time.ts"
import { shortDay, URGENCY } from "./words.ts"

type Props = {
  block: Block
  days: readonly string[]
  drags: ReturnType<typeof createDrags>
  onPlace: OnPlace
}

/** What an activity is, for those who do not see where it stands: beginning with what is written on it, in that order. */
export function eventWords(activity: ActivityAnswer, desk: ReturnType<typeof useDesk>): string {
  const span = spanOf(desk.clocks(), activity)
  const [time, day] =
    span === undefined
      ? [undefined, `${shortDay(activity.due_date)}, all day`]
      : [`${clockText(span.from.minute)} – ${clockText(span.to.minute)}`, shortDay(span.from.day)]
  const urgency = URGENCY[urgencyOf(desk.clocks(), activity, desk.now())]
  const repeats = activity.rec_rule === null ? undefined : "repeats"
  const owner = desk.userName(activity.owner_id)
  const words = [activity.subject, time, aboutOf(activity), day, typeName(activity.type), urgency, repeats, owner]
  return words.filter((word) => word !== undefined).join(", ")
}

const aboutOf = (it: ActivityAnswer) =>
  nameOf("deal", it.deal_id) ?? nameOf("person", it.person_id) ?? nameOf("organization", it.org_id)

/** A timed activity where it stands. */
export function Event(props: Props) {
  const desk = useDesk()
  const it = () => props.block.activity
  const urgency = () => urgencyOf(desk.clocks(), it(), desk.now())
  const length = () => props.block.end - props.block.start
  const where = () => {
    const span = spanOf(desk.clocks(), it())
    return span?.from ?? { day: it().due_date, minute: undefined }
  }
  return (
    <div
      data-event
      data-hue={hueOf(it().owner_id, desk.setup()?.me.id ?? 0)}
      data-urgency={urgency()}
      data-size={length() <= STEP * 2 ? "s" : "m"}
      data-dragged={props.drags.ghost()?.id === it().id ? "" : undefined}
      style={{
        "--at": props.block.at,
        "--start": props.block.start,
        "--length": length(),
        "--lane": props.block.lane,
        "--lanes": props.block.lanes,
      }}
      onPointerDown={(event) => {
        if (event.target.closest("[data-event-menu], [data-event-end]") === null) props.drags.move(event, it(), where())
      }}
    >
      <button
        type="button"
        data-event-open
        data-event-key={props.block.key}
        aria-label={eventWords(it(), desk)}
        aria-describedby={HELP}
        onClick={() => !props.drags.wasDragged() && desk.open(it().id)}
        onKeyDown={(event) => keyMove(event, it(), desk, props.onPlace)}
      >
        <EventFace activity={it()} urgency={urgency()} />{" "}
        <span data-event-time class="num">
          {clockText(props.block.start)} – {clockText(props.block.end)}
        </span>{" "}
        <Show when={length() > 60 && aboutOf(it())}>{(name) => <span data-event-about>{name()}</span>}</Show>
      </button>
      <span data-event-menu>
        <Menu
          label={`Commands for ${it().subject}`}
          trigger={<IconDots />}
          entries={eventCommands(it(), desk, props.onPlace)}
        />
      </span>
      <Show when={props.block.isLast}>
        <span
          data-event-end
          aria-hidden="true"
          onPointerDown={(event) => {
            event.stopPropagation()
            props.drags.resize(event, it(), where())
          }}
        />
      </Show>
    </div>
  )
}

export function EventFace(props: { activity: ActivityAnswer; urgency: string }) {
  return (
    <span data-event-name>
      <Show
        when={props.urgency === "overdue"}
        fallback={props.activity.done ? <IconCheck /> : <ActivityIcon type={props.activity.type} />}
      >
        <IconAlert />
      </Show>
      <span>{props.activity.subject}</span>
      <Show when={props.activity.rec_rule !== null}>
        <IconRepeat data-repeats />
      </Show>
    </span>
  )
}

/** Where it will be when it is let go. */
export function GhostEvent(props: { slot: Slot; days: readonly string[] }) {
  const words = () =>
    props.slot.minute === undefined
      ? "All day"
      : `${clockText(props.slot.minute)} – ${clockText(props.slot.minute + props.slot.length)}`
  return (
    <Show when={props.slot.minute !== undefined}>
      <div
        data-event-ghost
        aria-hidden="true"
        style={{
          "--at": props.days.indexOf(props.slot.day),
          "--start": props.slot.minute ?? 0,
          "--length": props.slot.length,
        }}
      >
        <span class="num">{words()}</span>
      </div>
    </Show>
  )
}
