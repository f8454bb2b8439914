import { useQuery } from "@tanstack/solid-query"
import { For, Show } from "solid-js"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { showDue } from "../record/when.ts"
import { Skeleton } from "../ui/state.tsx"
import { usePerson } from "./queries.ts"

/** A little of a person: how to reach them, and what is going on. */
export function PersonCard(props: { id: number }) {
  const person = usePerson(() => props.id)
  const deals = useQuery<number>(() => ({
    queryKey: ["open-deals", "person", props.id],
    queryFn: async () => {
      const query = { include_fields: "open_deals_count" }
      const answer = await call("GET /api/v2/persons/{id}", { params: { id: props.id }, query })
      return Number(answer.open_deals_count ?? 0)
    },
  }))
  return (
    <div data-card-about>
      <Show when={settled(person)} fallback={<Skeleton height="4rem" width="14rem" />}>
        {(it) => (
          <>
            <b>{it().name}</b>
            <Show when={it().org_name}>{(name) => <span data-muted>{name()}</span>}</Show>
            <For each={[...it().emails, ...it().phones].slice(0, 4)}>{(one) => <span>{one.value}</span>}</For>
            <span data-muted>{openDeals(settled(deals))}</span>
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

export function openDeals(count: number | undefined): string {
  if (count === undefined) return "…"
  return count === 0 ? "No open deals" : count === 1 ? "1 open deal" : `${count} open deals`
}
