import { Show } from "solid-js"
import { settled } from "../app/queries.ts"
import { useOrganization } from "../organizations/queries.ts"
import { OrganizationRows } from "../organizations/rows.tsx"
import { usePerson } from "../persons/queries.ts"
import { PersonRows } from "../persons/rows.tsx"
import { Section } from "../record/section.tsx"
import { watchRecord } from "../record/watch.ts"
import { Skeleton } from "../ui/state.tsx"

/** The person a deal is with, changed here as on their own page. */
export function PersonSection(props: { id: number | undefined }) {
  const person = usePerson(() => props.id)
  watchRecord(() => ({ kind: "person", id: props.id ?? 0 }))
  return (
    <Show when={props.id !== undefined && !person.isError}>
      <Section name="deal.person" title="Person">
        <Show when={settled(person)} fallback={<Skeleton height="6.75rem" />}>
          {(it) => <PersonRows person={it()} named />}
        </Show>
      </Section>
    </Show>
  )
}

export function OrganizationSection(props: { id: number | undefined }) {
  const organization = useOrganization(() => props.id)
  watchRecord(() => ({ kind: "organization", id: props.id ?? 0 }))
  return (
    <Show when={props.id !== undefined && !organization.isError}>
      <Section name="deal.organization" title="Organization">
        <Show when={settled(organization)} fallback={<Skeleton height="13.5rem" />}>
          {(it) => <OrganizationRows organization={it()} named />}
        </Show>
      </Section>
    </Show>
  )
}
