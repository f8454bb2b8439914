/** Fields that point at a colleague, a person or an organization: shown and chosen by name. */
import { A } from "@solidjs/router"
import { type JSX, Match, Switch } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { settled, useSetup } from "../app/queries.ts"
import type { Edit } from "../record/edit-row.tsx"
import { type Found, findOrganizations, findPersons } from "../record/lookups.ts"
import { Name, useName } from "../record/name.tsx"
import { Combobox } from "../ui/combobox.tsx"

type Props = { label: string; edit: Edit<unknown> }

const idOf = (value: unknown) => (typeof value === "number" ? value : undefined)

export function UserEditor(props: Props) {
  const setup = useSetup()
  const people = () => (settled(setup)?.users ?? []).filter((user) => user.active_flag || user.id === props.edit.draft)
  return (
    <Combobox
      label={props.label}
      quietLabel
      autofocus
      placeholder="Find a colleague…"
      options={people()}
      value={people().find((user) => user.id === props.edit.draft) ?? null}
      onValue={(user) => {
        props.edit.setDraft(user?.id ?? null)
        props.edit.done()
      }}
      keyOf={(user) => String(user.id)}
      labelOf={(user) => user.name}
      noteOf={(user) => user.email ?? undefined}
    />
  )
}

const FINDERS = { person: findPersons, organization: findOrganizations }

function LinkEditor(props: Props & { kind: keyof typeof FINDERS }) {
  const id = () => idOf(props.edit.draft)
  const name = useName(() => props.kind, id)
  const chosen = (): Found | null => {
    const known = id()
    return known === undefined ? null : { id: known, name: settled(name) ?? `#${known}` }
  }
  return (
    <Combobox<Found>
      label={props.label}
      quietLabel
      autofocus
      placeholder="Find…"
      search={FINDERS[props.kind]}
      value={chosen()}
      onValue={(found) => {
        props.edit.setDraft(found?.id ?? null)
        props.edit.done()
      }}
      keyOf={(found) => String(found.id)}
      labelOf={(found) => found.name}
      noteOf={(found) => found.note}
    />
  )
}

export const PersonEditor = (props: Props) => <LinkEditor {...props} kind="person" />
export const OrganizationEditor = (props: Props) => <LinkEditor {...props} kind="organization" />

export const isLink = (field: Pick<FieldAnswer, "field_type">) => ["user", "people", "org"].includes(field.field_type)

/** Who or what a field points at, with the way there. */
export function LinkedView(props: { field: Pick<FieldAnswer, "field_type">; id: number }): JSX.Element {
  const setup = useSetup()
  const user = () => settled(setup)?.users.find((one) => one.id === props.id)?.name ?? "somebody who left"
  return (
    <Switch fallback={user()}>
      <Match when={props.field.field_type === "people"}>
        <A href={`/persons/${props.id}`} data-link onClick={(event) => event.stopPropagation()}>
          <Name kind="person" id={props.id} />
        </A>
      </Match>
      <Match when={props.field.field_type === "org"}>
        <A href={`/organizations/${props.id}`} data-link onClick={(event) => event.stopPropagation()}>
          <Name kind="organization" id={props.id} />
        </A>
      </Match>
    </Switch>
  )
}
