import { call } from "../app/client.ts"
import { settled, useSetup } from "../app/queries.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { createAdding, ownerOptions, problemOf } from "./adding.ts"
import { closeQuickAdd, type Given } from "./open.ts"

type Draft = { name: string; address: string; website: string; owner: string }

const EMPTY: Draft = { name: "", address: "", website: "", owner: "" }
const SHOWN = ["name", "address", "website"]

export function OrganizationForm(props: { given: Given }) {
  const setup = useSetup()
  const known = () => settled(setup)
  const given = { ...(props.given.name && { name: props.given.name }) }
  const { draft, change, form, save } = createAdding<Draft>("organization", given, () => ({ ...EMPTY }))
  const add = async () => {
    const { name, address, website, owner } = draft()
    const made = await call("POST /api/v2/organizations", {
      body: {
        name: name.trim(),
        ...(address.trim() !== "" && { address: { value: address.trim() } }),
        ...(website.trim() !== "" && { website: website.trim() }),
        ...(owner !== "" && { owner_id: Number(owner) }),
      },
    })
    return { name: made.name, href: `/organizations/${made.id}` }
  }
  return (
    <Form
      onSubmit={form.submit(() => save(add))}
      problem={problemOf(form, SHOWN)}
      busy={form.busy()}
      action="Add organization"
      onCancel={closeQuickAdd}
    >
      <div data-quick-fields>
        <div data-quick-wide>
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
        </div>
        <div data-quick-wide>
          <TextField
            label="Address"
            value={draft().address}
            onValue={(address) => change({ address })}
            error={form.fields().address ?? form.fields()["address.value"]}
            autocomplete="off"
            maxlength="255"
          />
        </div>
        <TextField
          label="Website"
          value={draft().website}
          onValue={(website) => change({ website })}
          error={form.fields().website}
          autocomplete="off"
          inputmode="url"
          maxlength="255"
        />
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
