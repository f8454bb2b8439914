import { A } from "@solidjs/router"
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/solid-query"
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { ViewTotals } from "../../shared/api/deal-view.ts"
import type { Page } from "../../shared/api/route.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { converted, type Sum } from "../../shared/exchange.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient, settled } from "../app/queries.ts"
import { ratesIn } from "../app/rates.ts"
import { money } from "../fields/words.ts"
import { Badge } from "../ui/badge.tsx"
import { Button } from "../ui/button.tsx"
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
/** Lines before the rest is asked for: what is to be done stands below them. */
const FEW = 10
/** Milliseconds after a change until totals know of it. */
const SETTLES = 1500

type Lines = InfiniteData<Page<DealCard[]>, string | undefined>
type Worth = { count: number; sums: readonly Sum[] }

/** The deals of a person or organization: what is open, won and lost, and what that adds up to. */
export function ContactDeals() {
  const bones = useBones()
  const kind = () => (bones.ref().kind === "person" ? "person" : "organization")
  const key = () => ["record", kind(), bones.ref().id, "deals"]
  const deals = useInfiniteQuery<Page<DealCard[]>, Error, Lines, readonly unknown[], string | undefined>(() => ({
    queryKey: [...key(), "lines"],
    queryFn: ({ pageParam }) =>
      call(DEALS[kind()], { params: { id: bones.ref().id }, query: { limit: MOST, cursor: pageParam } }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    reconcile: "id",
  }))
  const all = () => settled(deals)?.pages.flatMap(({ data }) => data) ?? []
  const isLong = () => all().length >= MOST
  const totals = useQuery<ViewTotals[]>(() => ({
    queryKey: [...key(), "totals"],
    queryFn: () => Promise.all(STATUSES.map(({ status }) => totalsOf(kind(), bones.ref().id, status))),
    enabled: isLong(),
  }))
  createEffect(() => {
    const queryKey = key()
    let later: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      void queryClient.invalidateQueries({ queryKey })
      clearTimeout(later)
      later = setTimeout(() => void queryClient.invalidateQueries({ queryKey: [...queryKey, "totals"] }), SETTLES)
    }
    const stop = listen(["deal"], again, again)
    onCleanup(() => {
      clearTimeout(later)
      stop()
    })
  })
  const [shown, setShown] = createSignal(FEW)
  createEffect(
    on(
      () => key().join(),
      () => setShown(FEW),
      { defer: true },
    ),
  )
  const showMore = () => {
    setShown(shown() + MOST)
    if (deals.hasNextPage && all().length < shown()) void deals.fetchNextPage()
  }
  const sums = createMemo(() =>
    STATUSES.map((one, at): (typeof STATUSES)[number] & Partial<Worth> => {
      if (!isLong()) return { ...one, ...summed(all().filter(({ status }) => status === one.status)) }
      const told = settled(totals)?.[at]
      return told === undefined ? one : { ...one, ...told, sums: told.sums.map(inMinorUnits) }
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
                    <b class="num">{one.count ?? "…"}</b>
                    <span class="num">
                      <Show when={one.sums}>
                        {(sums) => <WorthLine label={one.label} sums={sums()} setup={bones.setup()} />}
                      </Show>
                    </span>
                  </dd>
                </div>
              )}
            </For>
          </dl>
          <ul data-deal-lines>
            <For
              each={all().slice(0, shown())}
              fallback={<li data-nothing>No deals yet. Add one to begin to sell.</li>}
            >
              {(deal) => <DealLine deal={deal} />}
            </For>
          </ul>
          <Show when={deals.hasNextPage || all().length > shown()}>
            <Button busy={deals.isFetchingNextPage} onClick={showMore}>
              Show more deals
            </Button>
          </Show>
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

function summed(deals: readonly DealCard[]): Worth {
  const sums = new Map<string, number>()
  for (const { currency, value } of deals) sums.set(currency, (sums.get(currency) ?? 0) + minorUnits(value, currency))
  return { count: deals.length, sums: [...sums].map(([currency, amount]) => ({ currency, amount })) }
}

/** What the deals of a contact in one state add up to, where there are more than a page shows. */
function totalsOf(kind: "person" | "organization", id: number, status: string): Promise<ViewTotals> {
  const field = kind === "person" ? "person_id" : "org_id"
  const filter: FilterConditions = { all: [{ field, operator: "=", value: id }], any: [] }
  return call("GET /api/v2/deals/view/totals", { query: { status, filter: JSON.stringify(filter) } })
}

const inMinorUnits = ({ currency, value }: ViewTotals["sums"][number]): Sum => ({
  currency,
  amount: minorUnits(value, currency),
})

/** One total where each currency has a rate, else what there is of each. */
function WorthLine(props: { label: string; sums: readonly Sum[]; setup: Setup | undefined }) {
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
