import { useQuery } from "@tanstack/solid-query"
import { Show } from "solid-js"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { openDeals } from "../persons/card.tsx"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { showDue } from "../record/when.ts"
import { Skeleton } from "../ui/state.tsx"
import { useOrganization } from "./queries.ts"

type Counts = { deals: number; people: number }

/** A little of an organization: where it is, and what is going on. */
export function OrganizationCard(props: { id: number }) {
  const organization = useOrganization(() => props.id)
  const counts = useQuery<Counts>(() => ({
    queryKey: ["open-deals", "organization", props.id],
    queryFn: async () => {
      const query = { include_fields: "open_deals_count,people_count" }
      const answer = await call("GET /api/v2/organizations/{id}", { params: { id: props.id }, query })
      return { deals: Number(answer.open_deals_count ?? 0), people: Number(answer.people_count ?? 0) }
    },
  }))
  const people = (count: number | undefined) =>
    count === undefined ? "…" : count === 1 ? "1 person" : `${count} people`
  return (
    <div data-card-about>
      <Show when={settled(organization)} fallback={<Skeleton height="4rem" width="14rem" />}>
        {(it) => (
          <>
            <b>{it().name}</b>
            <Show when={it().address?.value}>{(address) => <span data-muted>{address()}</span>}</Show>
            <Show when={it().website}>{(website) => <span>{website()}</span>}</Show>
            <span data-muted>
              {openDeals(settled(counts)?.deals)} · {people(settled(counts)?.people)}
            </span>
            <Show when={it().next_activity} fallback={<span data-muted>Nothing planned</span>}>
              {(next) => (
                <span data-card-next>
                  <ActivityIcon type={next().type} />
                  {next().subject} · {showDue(next())}
                </span>
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}
