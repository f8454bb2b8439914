import { createSignal } from "solid-js"
import type { ActivityAnswer, ActivityChange } from "../../shared/api/activities.ts"
import { DateField } from "../ui/date-field.tsx"
import { TextField } from "../ui/field.tsx"
import { IconAlert, IconCheck, IconClock } from "../ui/icons.ts"
import { InlineEdit } from "../ui/inline-edit.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { change, changeOrThrow } from "./acts.ts"
import { useDesk } from "./desk.ts"
import { clockText, dueFrom, minutesOf, type Urgency, wallOf } from "./time.ts"
import { dueText, URGENCY } from "./words.ts"

export function EditSubject(props: { activity: ActivityAnswer }) {
  const [text, setText] = createSignal("")
  const save = async () => {
    const subject = text().trim()
    if (subject !== "" && subject !== props.activity.subject) await changeOrThrow(props.activity, { subject })
  }
  return (
    <InlineEdit
      label={`subject of ${props.activity.subject}`}
      shown={<span data-act-subject>{props.activity.subject}</span>}
      onStart={() => setText(props.activity.subject)}
      onSave={save}
      editor={() => <TextField label="Subject" quietLabel maxlength="255" value={text()} onValue={setText} />}
    />
  )
}

const ICONS = { overdue: IconAlert, today: IconClock, later: undefined, done: IconCheck } as const

/** When it is due: overdue and today by an icon and a word, not by colour alone. */
export function DueMark(props: { activity: ActivityAnswer; urgency: Urgency }) {
  const desk = useDesk()
  return (
    <span data-act-due={props.urgency} class="num">
      {ICONS[props.urgency]?.({ "aria-hidden": "true" })}
      <span class="sr-only">{URGENCY[props.urgency]}: </span>
      {dueText(desk.clocks(), props.activity, desk.today())}
    </span>
  )
}

export function EditDue(props: { activity: ActivityAnswer; urgency: Urgency }) {
  const desk = useDesk()
  const [day, setDay] = createSignal("")
  const [time, setTime] = createSignal("")
  const start = () => {
    const due = wallOf(desk.clocks(), props.activity)
    setDay(due.day)
    setTime(due.minute === undefined ? "" : clockText(due.minute))
  }
  const save = async () => {
    const due: ActivityChange = dueFrom(desk.clocks(), day(), time() === "" ? undefined : minutesOf(time()))
    const { due_date, due_time, rec_rule, subject } = props.activity
    if (due.due_date === due_date && due.due_time === due_time) return
    if (rec_rule === null) return changeOrThrow(props.activity, due)
    const activity = props.activity
    const said = `${subject}: ${dueText(desk.clocks(), { ...activity, ...due }, desk.today())}`
    desk.whichOf(activity, "Move", (scope) => void change(activity, due, said, scope))
  }
  return (
    <InlineEdit
      label={`due date of ${props.activity.subject}`}
      shown={<DueMark activity={props.activity} urgency={props.urgency} />}
      onStart={start}
      onSave={save}
      editor={() => (
        <div data-due-editor>
          <DateField label="Date" quietLabel value={day()} onValue={(value) => value !== "" && setDay(value)} />
          <TimeField label="Time" quietLabel value={time()} onValue={setTime} />
        </div>
      )}
    />
  )
}
