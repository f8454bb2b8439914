import { A } from "@solidjs/router"
import { useQuery } from "@tanstack/solid-query"
import { createEffect, createMemo, For, onCleanup, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { converted, type Sum } from "../../shared/exchange.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient, settled } from "../app/queries.ts"
import { ratesIn } from "../app/rates.ts"
import { money } from "../fields/words.ts"
import { Badge } from "../ui/badge.tsx"
import { Converted } from "../ui/converted.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { useBones } from "./context.ts"
import { showDay } from "./when.ts"
import "./contact-deals.css"

const STATUSES = [
  { status: "open", label: "Open", tone: "blue" },
  { status: "won", label: "Won", tone: "green" },
  { status: "lost", label: "Lost", tone: "red" },
] as const
const DEALS = {
  person: "GET /api/v2/persons/{id}/deals",
  organization: "GET /api/v2/organizations/{id}/deals",
} as const
const MOST = 100

/** The deals of a person or organization: what is open, won and lost, and what that adds up to. */
export function ContactDeals() {
  const bones = useBones()
  const kind = () => (bones.ref().kind === "person" ? "person" : "organization")
  const key = () => ["record", kind(), bones.ref().id, "deals"]
  const deals = useQuery<Page<DealCard[]>>(() => ({
    queryKey: key(),
    queryFn: () => call(DEALS[kind()], { params: { id: bones.ref().id }, query: { limit: MOST } }),
    reconcile: "id",
  }))
  createEffect(() => {
    const queryKey = key()
    const again = () => void queryClient.invalidateQueries({ queryKey })
    onCleanup(listen(["deal"], again, again))
  })
  const all = () => settled(deals)?.data ?? []
  const sums = createMemo(() =>
    STATUSES.map((one) => {
      const deals = all().filter(({ status }) => status === one.status)
      return { ...one, count: deals.length, sums: summed(deals) }
    }),
  )
  return (
    <section data-contact-deals aria-labelledby="contact-deals">
      <h2 id="contact-deals">Deals</h2>
      <Show when={!deals.isError} fallback={<Failed error={deals.error} onRetry={() => void deals.refetch()} />}>
        <Show when={deals.isSuccess} fallback={<Skeleton height="5rem" />}>
          <dl data-deal-sums>
            <For each={sums()}>
              {(one) => (
                <div>
                  <dt>
                    <Badge tone={one.tone} dot>
                      {one.label}
                    </Badge>
                  </dt>
                  <dd>
                    <b class="num">{one.count}</b>
                    <span class="num">
                      <Worth label={one.label} sums={one.sums} setup={bones.setup()} />
                    </span>
                  </dd>
                </div>
              )}
            </For>
          </dl>
          <ul data-deal-lines>
            <For each={all()} fallback={<li data-nothing>No deals yet. Add one to begin to sell.</li>}>
              {(deal) => <DealLine deal={deal} />}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  )
}

function DealLine(props: { deal: DealCard }) {
  const bones = useBones()
  const stage = () => bones.setup()?.stages.find((one) => one.id === props.deal.stage_id)?.name
  const status = () => STATUSES.find((one) => one.status === props.deal.status)
  return (
    <li>
      <A href={`/deals/${props.deal.id}`} data-link>
        {props.deal.title}
      </A>
      <Show
        when={props.deal.status === "open"}
        fallback={<Badge tone={status()?.tone ?? "grey"}>{status()?.label}</Badge>}
      >
        <small>{stage()}</small>
      </Show>
      <Show when={props.deal.expected_close_date}>{(on) => <small>closes {showDay(on())}</small>}</Show>
      <b class="num">{money(props.deal.value, props.deal.currency)}</b>
    </li>
  )
}

function summed(deals: readonly DealCard[]): Sum[] {
  const sums = new Map<string, number>()
  for (const { currency, value } of deals) sums.set(currency, (sums.get(currency) ?? 0) + minorUnits(value, currency))
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

/** One total where each currency has a rate, else what there is of each. */
function Worth(props: { label: string; sums: readonly Sum[]; setup: Setup | undefined }) {
  const total = () => (props.setup === undefined ? undefined : converted(props.sums, ratesIn(props.setup)))
  return (
    <Show
      when={total() === undefined}
      fallback={
        <Converted
          label={`Value of ${props.label.toLowerCase()} deals`}
          sums={props.sums}
          total={total() ?? 0}
          currency={props.setup?.workspace.default_currency ?? ""}
        />
      }
    >
      {props.sums.map(({ amount, currency }) => formatMoney(amount, currency)).join(" + ")}
    </Show>
  )
}
