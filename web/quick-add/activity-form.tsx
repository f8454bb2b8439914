import { call } from "../app/client.ts"
import { settled, useSetup } from "../app/queries.ts"
import { typeChoices, typeName, usualType } from "../record/activity-types.ts"
import { today, utcDue } from "../record/when.ts"
import { Chips } from "../ui/chips.tsx"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { DURATIONS } from "./activity-choices.ts"
import { createAdding, ownerOptions, problemOf } from "./adding.ts"
import { closeQuickAdd, type Given, type Picked } from "./open.ts"
import { PickField } from "./pick-field.tsx"
import { made } from "./picks.ts"

type Draft = {
  type: string
  subject: string
  day: string
  time: string
  duration: string
  deal: Picked | null
  person: Picked | null
  organization: Picked | null
  owner: string
  note: string
}

const empty = (): Draft => ({
  type: usualType(),
  subject: "",
  day: today(),
  time: "",
  duration: "",
  deal: null,
  person: null,
  organization: null,
  owner: "",
  note: "",
})
const SHOWN = ["subject", "due_date", "due_time", "duration", "deal_id", "person_id", "org_id", "note"]

export function ActivityForm(props: { given: Given }) {
  const setup = useSetup()
  const known = () => settled(setup)
  const { draft, change, form, save } = createAdding<Draft>("activity", givenTo(props.given), empty)
  const add = async () => {
    const organization = draft().organization && (await made("organization", draft().organization ?? { name: "" }))
    change({ organization })
    const person = draft().person && (await made("person", draft().person ?? { name: "" }, organization?.id))
    change({ person })
    const { type, subject, day, time, duration, deal, owner, note } = draft()
    const activity = await call("POST /api/v2/activities", {
      body: {
        type,
        subject: subject.trim() || typeName(type),
        ...utcDue(day || today(), time),
        ...(duration !== "" && { duration }),
        ...(deal?.id !== undefined && { deal_id: deal.id }),
        ...(person?.id !== undefined && {
          person_id: person.id,
          participants: [{ person_id: person.id, primary: true }],
        }),
        ...(organization?.id !== undefined && { org_id: organization.id }),
        ...(owner !== "" && { owner_id: Number(owner) }),
        ...(note !== "" && { note }),
      },
    })
    const place = deal?.id !== undefined ? `/deals/${deal.id}` : person?.id && `/persons/${person.id}`
    return { name: activity.subject, href: place || "/activities" }
  }
  return (
    <Form
      onSubmit={form.submit(() => save(add))}
      problem={problemOf(form, SHOWN)}
      busy={form.busy()}
      action="Add activity"
      onCancel={closeQuickAdd}
    >
      <div data-quick-fields>
        <div data-quick-wide>
          <TextField
            label="Subject"
            value={draft().subject}
            onValue={(subject) => change({ subject })}
            placeholder={typeName(draft().type)}
            error={form.fields().subject}
            autocomplete="off"
            autofocus
            maxlength="255"
          />
        </div>
        <div data-quick-wide>
          <Chips
            label="Type"
            value={[draft().type]}
            onValue={([type]) => type !== undefined && change({ type })}
            options={typeChoices(known(), draft().type)}
            single
          />
        </div>
        <DateField label="Date" value={draft().day} onValue={(day) => change({ day })} error={form.fields().due_date} />
        <div data-quick-pair>
          <TimeField
            label="Time"
            value={draft().time}
            onValue={(time) => change({ time })}
            error={form.fields().due_time}
          />
          <SelectField
            label="Duration"
            value={draft().duration}
            onValue={(duration) => change({ duration })}
            options={DURATIONS}
            error={form.fields().duration}
          />
        </div>
        <PickField
          of="deal"
          label="Deal"
          value={draft().deal}
          onValue={(deal) =>
            change({
              deal,
              ...(draft().person === null && { person: deal?.person ?? null }),
              ...(draft().organization === null && { organization: deal?.organization ?? null }),
            })
          }
          error={form.fields().deal_id}
        />
        <PickField
          of="person"
          label="Contact person"
          value={draft().person}
          onValue={(person) =>
            change({ person, ...(draft().organization === null && { organization: person?.organization ?? null }) })
          }
          error={form.fields().person_id}
        />
        <PickField
          of="organization"
          label="Organization"
          value={draft().organization}
          onValue={(organization) => change({ organization })}
          error={form.fields().org_id}
        />
        <SelectField
          label="Owner"
          value={draft().owner || String(known()?.me.id ?? "")}
          onValue={(owner) => change({ owner })}
          options={ownerOptions(known())}
        />
        <div data-quick-wide>
          <RichText label="Note" value={draft().note} onValue={(note) => change({ note })} placeholder="Note" />
        </div>
      </div>
    </Form>
  )
}

function givenTo(given: Given): Partial<Draft> {
  return {
    ...(given.deal && { deal: given.deal }),
    ...(given.person && { person: given.person }),
    ...(given.organization && { organization: given.organization }),
    ...(given.name && { subject: given.name }),
    ...(given.due_date && { day: given.due_date }),
    ...(given.due_time && { time: given.due_time }),
  }
}
