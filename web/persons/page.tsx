import { useParams } from "@solidjs/router"
import { Match, Show, Switch } from "solid-js"
import type { PersonDetail } from "../../shared/api/persons.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import { useOrganization } from "../organizations/queries.ts"
import { OrganizationRows } from "../organizations/rows.tsx"
import { ContactDeals } from "../record/contact-deals.tsx"
import { ContactHead } from "../record/contact-head.tsx"
import { FollowersSection } from "../record/follow.tsx"
import { contactOf } from "../record/hidden.ts"
import { RecordLayout } from "../record/layout.tsx"
import { ContactLink } from "../record/link-row.tsx"
import { ContactOverview } from "../record/overview.tsx"
import { Section } from "../record/section.tsx"
import { Missing, Waiting } from "../record/waiting.tsx"
import { watchRecord } from "../record/watch.ts"
import { changePerson, removePerson, usePerson } from "./queries.ts"
import { PersonRows } from "./rows.tsx"

export function PersonPage() {
  const params = useParams()
  const id = () => Number(params.id)
  const setup = useSetup()
  const person = usePerson(id)
  const by = watchRecord(() => ({ kind: "person", id: id() }))
  return (
    <Switch fallback={<Waiting />}>
      <Match when={person.isError && person.data === undefined}>
        <Missing error={person.error} word="person" back="/contacts/people" onRetry={() => void person.refetch()} />
      </Match>
      <Match when={settled(setup) !== undefined && settled(person)}>
        {(it) => <Page person={it()} setup={settled(setup)} by={by()} />}
      </Match>
    </Switch>
  )
}

function Page(props: { person: PersonDetail; setup: Setup | undefined; by: number | undefined }) {
  const it = () => props.person
  return (
    <RecordLayout
      record={{ kind: "person", id: it().id }}
      name={it().name}
      setup={props.setup}
      links={{ person_id: it().id, ...(it().org_name !== null && { org_id: it().org_id ?? 0 }) }}
      contact={{ id: it().id, name: it().name }}
      changedBy={props.by}
      currency={props.setup?.workspace.default_currency ?? "USD"}
      head={
        <ContactHead
          name={it().name}
          about={
            <Show when={contactOf(it().org_id, it().org_name)}>
              {(to) => <ContactLink kind="organization" to={to()} />}
            </Show>
          }
          back={{ href: "/contacts/people", label: "People" }}
          ownerId={it().owner_id}
          followers={it().followers}
          onName={(name) => changePerson(it().id, { name })}
          onOwner={(owner_id) => changePerson(it().id, { owner_id })}
          visibleTo={it().visible_to}
          onVisible={(visible_to) => changePerson(it().id, { visible_to })}
          onRemove={() => removePerson(it().id)}
          deal={{ person: { id: it().id, name: it().name } }}
        />
      }
      aside={
        <>
          <Section name="person.details" title="Details">
            <PersonRows person={it()} linked />
          </Section>
          <OrganizationSection id={it().org_id} />
          <ContactOverview record={it()} />
          <FollowersSection followers={it().followers} />
        </>
      }
      main={<ContactDeals />}
    />
  )
}

/** The organization somebody works for. */
function OrganizationSection(props: { id: number | null }) {
  const organization = useOrganization(() => props.id ?? undefined)
  return (
    <Show when={props.id === null ? undefined : settled(organization)}>
      {(it) => (
        <Section name="person.organization" title="Organization">
          <OrganizationRows organization={it()} named />
        </Section>
      )}
    </Show>
  )
}
