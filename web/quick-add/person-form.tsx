import { call } from "../app/client.ts"
import { settled, useSetup } from "../app/queries.ts"
import { ChannelsField } from "../ui/channels-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { createAdding, ownerOptions, problemOf } from "./adding.ts"
import { closeQuickAdd, type Given, type Picked } from "./open.ts"
import { PickField } from "./pick-field.tsx"
import { made } from "./picks.ts"

type Channel = { value: string; label: string; primary: boolean }
type Draft = { name: string; organization: Picked | null; emails: Channel[]; phones: Channel[]; owner: string }

const EMPTY: Draft = { name: "", organization: null, emails: [], phones: [], owner: "" }
const SHOWN = ["name", "org_id", "emails", "phones"]

export function PersonForm(props: { given: Given }) {
  const setup = useSetup()
  const known = () => settled(setup)
  const given = {
    ...(props.given.name && { name: props.given.name }),
    ...(props.given.organization && { organization: props.given.organization }),
  }
  const { draft, change, form, save } = createAdding<Draft>("person", given, () => ({ ...EMPTY }))
  const add = async () => {
    const organization = draft().organization && (await made("organization", draft().organization ?? { name: "" }))
    change({ organization })
    const person = await call("POST /api/v2/persons", {
      body: {
        name: draft().name.trim(),
        emails: filled(draft().emails),
        phones: filled(draft().phones),
        ...(organization?.id !== undefined && { org_id: organization.id }),
        ...(draft().owner !== "" && { owner_id: Number(draft().owner) }),
      },
    })
    return { name: person.name, href: `/persons/${person.id}` }
  }
  return (
    <Form
      onSubmit={form.submit(() => save(add))}
      problem={problemOf(form, SHOWN)}
      busy={form.busy()}
      action="Add person"
      onCancel={closeQuickAdd}
    >
      <div data-quick-fields>
        <TextField
          label="Name"
          value={draft().name}
          onValue={(name) => change({ name })}
          error={form.fields().name}
          autocomplete="off"
          autofocus
          required
          maxlength="255"
        />
        <PickField
          of="organization"
          label="Organization"
          value={draft().organization}
          onValue={(organization) => change({ organization })}
          error={form.fields().org_id}
        />
        <div data-quick-wide>
          <ChannelsField
            label="E-mail"
            kind="email"
            value={draft().emails}
            onValue={(emails) => change({ emails: [...emails] })}
            error={fieldError(form.fields(), "emails")}
          />
        </div>
        <div data-quick-wide>
          <ChannelsField
            label="Phone"
            kind="phone"
            value={draft().phones}
            onValue={(phones) => change({ phones: [...phones] })}
            error={fieldError(form.fields(), "phones")}
          />
        </div>
        <SelectField
          label="Owner"
          value={draft().owner || String(known()?.me.id ?? "")}
          onValue={(owner) => change({ owner })}
          options={ownerOptions(known())}
        />
      </div>
    </Form>
  )
}

const filled = (channels: readonly Channel[]) => channels.filter((one) => one.value.trim() !== "")

/** The first thing wrong with any entry of a list. */
function fieldError(fields: Record<string, string>, name: string): string | undefined {
  return Object.entries(fields).find(([key]) => key === name || key.startsWith(`${name}.`))?.[1]
}
