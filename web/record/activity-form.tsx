import { Show, Suspense } from "solid-js"
import { ACTIVITY_PRIORITIES } from "../../shared/activity-type.ts"
import { Repeat } from "../repeat/lazy.ts"
import { Chips } from "../ui/chips.tsx"
import { Check } from "../ui/choice.tsx"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { TimeField } from "../ui/time-field.tsx"
import type { ActivityDraft } from "./activity-draft.ts"
import { typeChoices, typeName } from "./activity-types.ts"
import { type Named, useBones } from "./context.ts"
import { findPersons } from "./lookups.ts"
import { TemplateField } from "./template-field.tsx"
import { today } from "./when.ts"
import "./composer.css"

type Props = {
  draft: ActivityDraft
  onChange: (part: Partial<ActivityDraft>) => void
  errors: Record<string, string>
}

const PRIORITIES = [
  { value: "", label: "None" },
  ...ACTIVITY_PRIORITIES.map(({ id, name }) => ({ value: String(id), label: name })),
]
const LENGTHS = ["", "00:15", "00:30", "00:45", "01:00", "01:30", "02:00", "03:00", "04:00", "08:00"]

function lengthName(length: string): string {
  if (length === "") return "None"
  const [hours = 0, minutes = 0] = length.split(":").map(Number)
  return [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""].filter(Boolean).join(" ")
}

/** The fields of an activity. */
export function ActivityFields(props: Props) {
  const bones = useBones()
  const owner = () => props.draft.owner ?? bones.setup()?.me.id
  const people = () =>
    (bones.setup()?.users ?? [])
      .filter((user) => user.active_flag || user.id === owner())
      .map((user) => ({ value: String(user.id), label: user.is_you ? `${user.name} (you)` : user.name }))
  const lengths = () =>
    [...new Set([...LENGTHS, props.draft.duration])].map((value) => ({ value, label: lengthName(value) }))
  return (
    <div data-activity-fields>
      <TemplateField draft={props.draft} today={today()} onFill={props.onChange} />
      <Chips
        label="Type"
        single
        value={[props.draft.type]}
        onValue={([type]) => type !== undefined && props.onChange({ type })}
        options={typeChoices(bones.setup(), props.draft.type)}
      />
      <TextField
        label="Subject"
        quietLabel
        maxlength={255}
        placeholder={typeName(props.draft.type)}
        value={props.draft.subject}
        onValue={(subject) => props.onChange({ subject })}
        error={props.errors.subject}
      />
      <div data-fields>
        <DateField
          label="Date"
          value={props.draft.day}
          onValue={(day) => props.onChange({ day })}
          error={props.errors.due_date}
        />
        <TimeField
          label="Time"
          value={props.draft.time}
          onValue={(time) => props.onChange({ time })}
          error={props.errors.due_time}
        />
        <SelectField
          label="Duration"
          value={props.draft.duration}
          onValue={(duration) => props.onChange({ duration })}
          options={lengths()}
          error={props.errors.duration}
        />
        <SelectField
          label="Priority"
          value={props.draft.priority}
          onValue={(priority) => props.onChange({ priority })}
          options={PRIORITIES}
          error={props.errors.priority}
        />
      </div>
      <Suspense>
        <Repeat
          value={props.draft.rule ?? ""}
          onValue={(rule) => props.onChange({ rule })}
          day={props.draft.day || today()}
          error={props.errors.rec_rule}
        />
      </Suspense>
      <MultiSelect<Named>
        label="Participants"
        placeholder="Add people…"
        value={props.draft.participants}
        onValue={(participants) => props.onChange({ participants: participants.map(({ id, name }) => ({ id, name })) })}
        search={findPersons}
        keyOf={(person) => String(person.id)}
        labelOf={(person) => person.name}
        error={props.errors.participants}
      />
      <RichText
        label="Note"
        placeholder="What to know for it"
        value={props.draft.note}
        onValue={(note) => props.onChange({ note })}
      />
      <div data-fields="end">
        <Show when={people().length > 1}>
          <SelectField
            label="Owner"
            value={String(owner() ?? "")}
            onValue={(id) => props.onChange({ owner: Number(id) })}
            options={people()}
            error={props.errors.owner_id}
          />
        </Show>
        <Check label="Mark as done" checked={props.draft.done} onChecked={(done) => props.onChange({ done })} />
      </div>
    </div>
  )
}
