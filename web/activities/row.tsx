import { A } from "@solidjs/router"
import { type JSX, Show } from "solid-js"
import { ACTIVITY_PRIORITIES } from "../../shared/activity-type.ts"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { typeName } from "../record/activity-types.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Check } from "../ui/choice.tsx"
import { IconDots } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { commandsOf } from "./commands.ts"
import { useDesk } from "./desk.ts"
import { EditDue, EditSubject } from "./inline.tsx"
import { nameOf } from "./names.ts"
import { Tick } from "./tick.tsx"
import { urgencyOf } from "./time.ts"
import { lengthText, nearDay, shortDay } from "./words.ts"

export function DayRow(props: { day: string }) {
  const desk = useDesk()
  const word = () => nearDay(props.day, desk.today())
  return (
    <div data-activity-day data-past={props.day < desk.today() ? "" : undefined}>
      <h2>
        {word()}
        <Show when={!word().includes(shortDay(props.day))}>
          <small>{shortDay(props.day)}</small>
        </Show>
      </h2>
    </div>
  )
}

type Props = { activity: ActivityAnswer; chosen: boolean; onChosen: (on: boolean) => void }

export function Row(props: Props) {
  const desk = useDesk()
  const it = () => props.activity
  const urgency = () => urgencyOf(desk.clocks(), it(), desk.now())
  return (
    <div data-activity-row data-urgency={urgency()} data-chosen={props.chosen ? "" : undefined}>
      <span data-act-cell="choose">
        <Check label={`Choose ${it().subject}`} quietLabel checked={props.chosen} onChecked={props.onChosen} />
      </span>
      <span data-act-cell="tick">
        <Tick activity={it()} />
      </span>
      <span data-act-cell="subject">
        <EditSubject activity={it()} />
      </span>
      <span data-act-cell="type">
        <ActivityIcon type={it().type} />
        <span>{typeName(it().type)}</span>
      </span>
      <Linked kind="deal" id={it().deal_id} path="deals" />
      <Linked kind="person" id={it().person_id} path="persons" />
      <Linked kind="organization" id={it().org_id} path="organizations" />
      <span data-act-cell="due">
        <EditDue activity={it()} urgency={urgency()} />
      </span>
      <span data-act-cell="duration" class="num">
        <Show when={it().duration}>{(duration) => lengthText(duration())}</Show>
      </span>
      <span data-act-cell="priority" data-act-priority={it().priority ?? undefined}>
        {ACTIVITY_PRIORITIES.find(({ id }) => id === it().priority)?.name}
      </span>
      <span data-act-cell="owner">
        <Avatar name={desk.userName(it().owner_id) || "Nobody"} size="s" />
      </span>
      <span data-act-cell="menu">
        <Menu label={`Commands for ${it().subject}`} trigger={<IconDots />} entries={commandsOf(it(), desk)} />
      </span>
    </div>
  )
}

function Linked(props: { kind: "deal" | "person" | "organization"; id: number | null; path: string }): JSX.Element {
  return (
    <span data-act-cell={props.kind} data-blank={props.id === null ? "" : undefined}>
      <Show when={props.id}>
        {(id) => (
          <A href={`/${props.path}/${id()}`} title={nameOf(props.kind, id())}>
            {nameOf(props.kind, id()) ?? <span class="sr-only">{`Open the ${props.kind}`}</span>}
          </A>
        )}
      </Show>
    </span>
  )
}
