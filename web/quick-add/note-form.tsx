import { Problem } from "../../shared/problem.ts"
import { call } from "../app/client.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { createAdding, problemOf } from "./adding.ts"
import { closeQuickAdd, type Given, type Picked } from "./open.ts"
import { PickField } from "./pick-field.tsx"
import { made } from "./picks.ts"

type Draft = { content: string; deal: Picked | null; person: Picked | null; organization: Picked | null }

const EMPTY: Draft = { content: "", deal: null, person: null, organization: null }
const SHOWN = ["deal_id", "person_id", "org_id"]

export function NoteForm(props: { given: Given }) {
  const setup = useSetup()
  const { deal, person, organization } = props.given
  const given = { ...(deal && { deal }), ...(person && { person }), ...(organization && { organization }) }
  const { draft, change, form, save } = createAdding<Draft>("note", given, () => ({ ...EMPTY }))
  const users = () => (settled(setup)?.users ?? []).filter((user) => user.active_flag)
  const add = async () => {
    if (isBlank(draft().content)) throw new Problem("invalid", "The note is empty", { content: "The note is empty." })
    const organization = draft().organization && (await made("organization", draft().organization ?? { name: "" }))
    change({ organization })
    const person = draft().person && (await made("person", draft().person ?? { name: "" }, organization?.id))
    change({ person })
    const links = {
      ...(draft().deal?.id !== undefined && { deal_id: draft().deal?.id }),
      ...(person?.id !== undefined && { person_id: person.id }),
      ...(organization?.id !== undefined && { org_id: organization.id }),
    }
    if (Object.keys(links).length === 0) {
      const text = "Say what the note is about: a deal, a person or an organization."
      throw new Problem("invalid", text, { deal_id: text })
    }
    const note = await call("POST /api/v2/notes", { body: { content: draft().content, ...links } })
    return { name: "The note", href: placeOf(note) }
  }
  return (
    <Form
      onSubmit={form.submit(() => save(add))}
      problem={form.fields().content ?? problemOf(form, [...SHOWN, "content"])}
      busy={form.busy()}
      action="Add note"
      onCancel={closeQuickAdd}
    >
      <div data-quick-fields>
        <div data-quick-wide>
          <PickField
            of="deal"
            label="Deal"
            value={draft().deal}
            onValue={(value) => change({ deal: value })}
            error={form.fields().deal_id}
            autofocus
          />
        </div>
        <PickField
          of="person"
          label="Contact person"
          value={draft().person}
          onValue={(value) => change({ person: value })}
          error={form.fields().person_id}
        />
        <PickField
          of="organization"
          label="Organization"
          value={draft().organization}
          onValue={(value) => change({ organization: value })}
          error={form.fields().org_id}
        />
        <div data-quick-wide>
          <RichText
            label="Note"
            value={draft().content}
            onValue={(content) => change({ content })}
            placeholder="What happened? Mention somebody with @"
            mentions={(text) => users().filter((user) => user.name.toLowerCase().includes(text.toLowerCase()))}
          />
        </div>
      </div>
    </Form>
  )
}

const isBlank = (html: string) => html.replace(/<[^>]*>|&nbsp;/g, "").trim() === ""

function placeOf(note: { deal_id: number | null; person_id: number | null; org_id: number | null }): string {
  if (note.deal_id !== null) return `/deals/${note.deal_id}`
  return note.person_id === null ? `/organizations/${note.org_id}` : `/persons/${note.person_id}`
}
