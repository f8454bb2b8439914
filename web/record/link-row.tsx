import { createSignal, Show } from "solid-js"
import { call } from "../app/client.ts"
import { OrganizationCard } from "../organizations/card.tsx"
import { PersonCard } from "../persons/card.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { HoverCard } from "../ui/hover-card.tsx"
import type { Named } from "./context.ts"
import { type Edit, EditRow } from "./edit-row.tsx"
import { type Found, findOrganizations, findPersons } from "./lookups.ts"
import { said } from "./optimistic.ts"

type Kind = "person" | "organization"
type Contact = Named & { hidden?: boolean }
type Props = { kind: Kind; field: string; value: Contact | null; onSave: (to: Named | null) => Promise<void> }

const LABEL = { person: "Person", organization: "Organization" } as const

/** The person or organization a record belongs to: a link with a card, and one found, or added, by typing. */
export function LinkRow(props: Props) {
  return (
    <EditRow<Contact | null>
      label={LABEL[props.kind]}
      field={props.field}
      value={props.value}
      empty={props.value === null}
      view={<Show when={props.value}>{(to) => <ContactLink kind={props.kind} to={to()} />}</Show>}
      words={(to) => to?.name ?? "nothing"}
      onSave={props.onSave}
      editor={(edit) => <Finder kind={props.kind} edit={edit} />}
    />
  )
}

/** A name that leads to its page, and shows a little of it; of one that is not for who looks, that it is there. */
export function ContactLink(props: { kind: Kind; to: Contact }) {
  return (
    <Show
      when={props.to.hidden !== true}
      fallback={
        <span data-muted title={`You may not see this ${props.kind}`}>
          {props.to.name}
        </span>
      }
    >
      <HoverCard href={`/${props.kind}s/${props.to.id}`} trigger={props.to.name}>
        <Show when={props.kind === "person"} fallback={<OrganizationCard id={props.to.id} />}>
          <PersonCard id={props.to.id} />
        </Show>
      </HoverCard>
    </Show>
  )
}

function Finder(props: { kind: Kind; edit: Edit<Named | null> }) {
  const [problem, setProblem] = createSignal<string>()
  const choose = (to: Named | null) => {
    props.edit.setDraft(to === null ? null : { id: to.id, name: to.name })
    if (to !== null) props.edit.done()
  }
  const add = async (name: string) => {
    try {
      const body = { name }
      const made =
        props.kind === "person"
          ? await call("POST /api/v2/persons", { body })
          : await call("POST /api/v2/organizations", { body })
      choose({ id: made.id, name: made.name })
    } catch (error) {
      setProblem(said(error, "It was not added"))
    }
  }
  return (
    <Combobox<Found>
      label={LABEL[props.kind]}
      quietLabel
      autofocus
      placeholder={`Find or add ${props.kind === "person" ? "a person" : "an organization"}…`}
      search={props.kind === "person" ? findPersons : findOrganizations}
      value={props.edit.draft}
      onValue={choose}
      onCreate={(name) => void add(name)}
      createLabel={(name) => `Add “${name}”`}
      keyOf={(one) => String(one.id)}
      labelOf={(one) => one.name}
      noteOf={(one) => one.note || undefined}
      error={problem()}
    />
  )
}
