import { createSignal, Suspense } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { dayText } from "../filters/words.ts"
import { typeChoices, typeName, usualType } from "../record/activity-types.ts"
import { Repeat } from "../repeat/lazy.ts"
import { Chips } from "../ui/chips.tsx"
import { DateField } from "../ui/date-field.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { short, toast } from "../ui/toast.tsx"
import { useDesk } from "./desk.ts"

/** Plans an activity of a deal: what, and when. */
export function ActivityForm(props: { card: DealCard; title: string; onClose: () => void }) {
  const desk = useDesk()
  const [type, setType] = createSignal(usualType())
  const [subject, setSubject] = createSignal("")
  const [day, setDay] = createSignal(desk.today())
  const [time, setTime] = createSignal("")
  const [rule, setRule] = createSignal("")
  const form = createForm()
  const usual = () => typeName(type())
  const save = () =>
    form.run(async () => {
      const { id, person_id, org_id } = props.card
      const named = subject().trim() || usual()
      await call("POST /api/v2/activities", {
        body: {
          deal_id: id,
          person_id,
          org_id,
          type: type(),
          subject: named,
          due_date: day(),
          due_time: time() || null,
          rec_rule: rule() || null,
        },
      })
      toast(`${short(named)} planned for ${dayText(day())}`)
      props.onClose()
    })
  return (
    <div data-activity-form>
      <h3>{props.title}</h3>
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem() ?? form.fields().type}
        busy={form.busy()}
        action="Plan"
        onCancel={props.onClose}
      >
        <Chips
          label="Type"
          value={[type()]}
          onValue={([next]) => next && setType(next)}
          options={typeChoices(desk.setup(), type())}
          single
        />
        <TextField
          label="Subject"
          value={subject()}
          onValue={setSubject}
          error={form.fields().subject}
          placeholder={usual()}
          maxlength="255"
        />
        <div data-form-pair>
          <DateField label="Date" value={day()} onValue={setDay} error={form.fields().due_date} />
          <TimeField label="Time" value={time()} onValue={setTime} error={form.fields().due_time} />
        </div>
        <Suspense>
          <Repeat value={rule()} onValue={setRule} day={day() || desk.today()} error={form.fields().rec_rule} />
        </Suspense>
      </Form>
    </div>
  )
}
