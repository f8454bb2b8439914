import { useParams } from "@solidjs/router"
import { For, Match, Show, Switch } from "solid-js"
import type { OrganizationDetail } from "../../shared/api/organizations.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import { PersonCard } from "../persons/card.tsx"
import { quickAdd } from "../quick-add/open.ts"
import { ContactDeals } from "../record/contact-deals.tsx"
import { ContactHead } from "../record/contact-head.tsx"
import { FollowersSection } from "../record/follow.tsx"
import { RecordLayout } from "../record/layout.tsx"
import { ContactOverview } from "../record/overview.tsx"
import { Section } from "../record/section.tsx"
import { Missing, Waiting } from "../record/waiting.tsx"
import { watchRecord } from "../record/watch.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { HoverCard } from "../ui/hover-card.tsx"
import { IconPlus } from "../ui/icons.ts"
import { changeOrganization, removeOrganization, useOrganization, usePeople } from "./queries.ts"
import { OrganizationRows } from "./rows.tsx"

export function OrganizationPage() {
  const params = useParams()
  const id = () => Number(params.id)
  const setup = useSetup()
  const organization = useOrganization(id)
  const by = watchRecord(() => ({ kind: "organization", id: id() }))
  return (
    <Switch fallback={<Waiting />}>
      <Match when={organization.isError && organization.data === undefined}>
        <Missing
          error={organization.error}
          word="organization"
          back="/contacts/organizations"
          onRetry={() => void organization.refetch()}
        />
      </Match>
      <Match when={settled(setup) !== undefined && settled(organization)}>
        {(it) => <Page organization={it()} setup={settled(setup)} by={by()} />}
      </Match>
    </Switch>
  )
}

function Page(props: { organization: OrganizationDetail; setup: Setup | undefined; by: number | undefined }) {
  const it = () => props.organization
  return (
    <RecordLayout
      record={{ kind: "organization", id: it().id }}
      name={it().name}
      setup={props.setup}
      links={{ org_id: it().id }}
      contact={undefined}
      changedBy={props.by}
      currency={props.setup?.workspace.default_currency ?? "USD"}
      head={
        <ContactHead
          name={it().name}
          about={it().address?.value}
          back={{ href: "/contacts/organizations", label: "Organizations" }}
          ownerId={it().owner_id}
          followers={it().followers}
          onName={(name) => changeOrganization(it().id, { name })}
          onOwner={(owner_id) => changeOrganization(it().id, { owner_id })}
          visibleTo={it().visible_to}
          onVisible={(visible_to) => changeOrganization(it().id, { visible_to })}
          onRemove={() => removeOrganization(it().id)}
          deal={{ organization: { id: it().id, name: it().name } }}
        />
      }
      aside={
        <>
          <Section name="organization.details" title="Details">
            <OrganizationRows organization={it()} labelled />
          </Section>
          <People organization={it()} />
          <ContactOverview record={it()} />
          <FollowersSection followers={it().followers} />
        </>
      }
      main={<ContactDeals />}
    />
  )
}

/** Those who work there. */
function People(props: { organization: OrganizationDetail }) {
  const people = usePeople(() => props.organization.id)
  const add = () => quickAdd("person", { organization: { id: props.organization.id, name: props.organization.name } })
  return (
    <Section
      name="organization.people"
      title="People"
      add={<Button kind="quiet" icon={<IconPlus />} aria-label="Add a person" onClick={add} />}
    >
      <ul data-people>
        <For
          each={settled(people)?.data}
          fallback={
            <Show when={people.isSuccess}>
              <li data-quiet>Nobody of theirs is known yet.</li>
            </Show>
          }
        >
          {(person) => (
            <li>
              <Avatar name={person.name} size="s" />
              <HoverCard href={`/persons/${person.id}`} trigger={person.name}>
                <PersonCard id={person.id} />
              </HoverCard>
              <small>{person.emails[0]?.value ?? person.phones[0]?.value}</small>
            </li>
          )}
        </For>
      </ul>
    </Section>
  )
}
