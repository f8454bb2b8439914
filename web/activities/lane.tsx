import { For, Show } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { IconDots } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { wholeDays } from "./blocks.ts"
import { useDesk } from "./desk.ts"
import type { createDrags, Slot } from "./drags.ts"
import { EventFace, eventWords } from "./event.tsx"
import { eventCommands, keyMove, type OnPlace } from "./event-moves.ts"
import { HELP } from "./help.ts"
import { hueOf } from "./owner-colors.ts"
import { urgencyOf } from "./time.ts"
import { shortDay } from "./words.ts"

type Props = {
  ref: (element: HTMLElement) => void
  days: readonly string[]
  activities: readonly ActivityAnswer[]
  drags: ReturnType<typeof createDrags>
  onPlace: OnPlace
  onCreate: (slot: Slot) => void
}

/** What has a day and no time, above the hours. */
export function Lane(props: Props) {
  const isOver = (day: string) => {
    const slot = props.drags.ghost()?.slot
    return slot !== undefined && slot.minute === undefined && slot.day === day
  }
  return (
    <div data-cal-lane ref={props.ref}>
      <span data-cal-corner>All day</span>
      <For each={props.days}>
        {(day) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the calendar's slots do the same by keys
          // biome-ignore lint/a11y/useKeyWithClickEvents: the calendar's slots do the same by keys
          <div
            data-cal-whole
            data-taken={isOver(day) ? "" : undefined}
            title={`All day, ${shortDay(day)}`}
            onClick={(event) => {
              if (props.drags.wasDragged() || event.target.closest("[data-event]") !== null) return
              props.onCreate({ day, minute: undefined, length: 30 })
            }}
          >
            <For each={wholeDays(props.activities, day).map((one) => one.id)}>
              {(id) => (
                <Show when={props.activities.find((one) => one.id === id)}>
                  {(activity) => <WholeDay activity={activity()} drags={props.drags} onPlace={props.onPlace} />}
                </Show>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  )
}

function WholeDay(props: { activity: ActivityAnswer; drags: ReturnType<typeof createDrags>; onPlace: OnPlace }) {
  const desk = useDesk()
  const it = () => props.activity
  const urgency = () => urgencyOf(desk.clocks(), it(), desk.now())
  return (
    <div
      data-event="whole"
      data-hue={hueOf(it().owner_id, desk.setup()?.me.id ?? 0)}
      data-urgency={urgency()}
      data-dragged={props.drags.ghost()?.id === it().id ? "" : undefined}
      onPointerDown={(event) => {
        if (event.target.closest("[data-event-menu]") === null)
          props.drags.move(event, it(), { day: it().due_date, minute: undefined })
      }}
    >
      <button
        type="button"
        data-event-open
        data-event-key={`${it().id}`}
        aria-label={eventWords(it(), desk)}
        aria-describedby={HELP}
        onClick={() => !props.drags.wasDragged() && desk.open(it().id)}
        onKeyDown={(event) => keyMove(event, it(), desk, props.onPlace)}
      >
        <EventFace activity={it()} urgency={urgency()} />
      </button>
      <span data-event-menu>
        <Menu
          label={`Commands for ${it().subject}`}
          trigger={<IconDots />}
          entries={eventCommands(it(), desk, props.onPlace)}
        />
      </span>
    </div>
  )
}
