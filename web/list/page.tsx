import { useParams, useSearchParams } from "@solidjs/router"
import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import { ratesIn } from "../app/rates.ts"
import { FirstDeals } from "../deals/first-deals.tsx"
import { FilterChips } from "../filters/chips.tsx"
import { EVERYTHING, isNarrowed, narrowing, useView } from "../filters/view.ts"
import { mayAdd } from "../quick-add/kinds.ts"
import { quickAdd } from "../quick-add/open.ts"
import { Button } from "../ui/button.tsx"
import { IconList } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { Bar } from "./bar.tsx"
import { BulkBar } from "./bulk-bar.tsx"
import { Cards } from "./cards.tsx"
import { columnsOf } from "./columns.ts"
import { Foot } from "./foot.tsx"
import { Grid } from "./grid.tsx"
import type { Sorting } from "./head.tsx"
import { createLayout } from "./layout.ts"
import { type Asked, followRows, type Status, useRows, useTotals } from "./queries.ts"
import "./list.css"

const NARROW = "(width < 48rem)"

/** Deals as a table. */
export function ListPage() {
  const setup = useSetup()
  const known = () => settled(setup)
  return (
    <div data-dl-page>
      <Switch fallback={<Waiting />}>
        <Match when={setup.isError}>
          <Failed error={setup.error} onRetry={() => void setup.refetch()} />
        </Match>
        <Match when={known()}>{(all) => <OpenList setup={all()} />}</Match>
      </Switch>
    </div>
  )
}

function OpenList(props: { setup: Setup }) {
  const params = useParams()
  const [search, setSearch] = useSearchParams<{ status?: string; sort?: string; order?: string }>()
  const [view, setView] = useView()
  const [chosen, setChosen] = createSignal<ReadonlySet<number>>(new Set())
  const narrow = createNarrow()
  const all = createMemo(() => columnsOf(props.setup))
  const layout = createLayout(props.setup.me.id, all)
  const pipelineId = () => props.setup.pipelines.find((one) => String(one.id) === params.pipelineId)?.id
  const status = (): Status => (["won", "lost", "all"] as const).find((one) => one === search.status) ?? "open"
  const sorting = (): Sorting => ({
    sort: all().find((column) => column.sort === search.sort)?.sort ?? "add_time",
    direction: search.order === "asc" ? "asc" : "desc",
  })
  const sort = (next: Sorting) => setSearch({ sort: next.sort, order: next.direction }, { replace: true })
  const told = createMemo(() =>
    JSON.stringify({
      ...sorting(),
      narrowing: {
        ...narrowing(view(), props.setup),
        pipeline_id: pipelineId(),
        status: status() === "all" ? undefined : status(),
      },
    }),
  )
  // the same question is the same object, so that nothing is asked anew for it
  const asked = createMemo(() => JSON.parse(told()) as Asked)
  const query = useRows(asked)
  const totals = useTotals(asked)
  followRows(asked)
  const rows = createMemo((): readonly DealRow[] => settled(query)?.pages.flatMap((page) => page.data) ?? [])
  const more = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  return (
    <>
      <Bar
        setup={props.setup}
        pipelineId={pipelineId()}
        view={view()}
        onView={setView}
        status={status()}
        onStatus={(next) => setSearch({ status: next === "open" ? undefined : next }, { replace: true })}
        sorting={sorting()}
        onSort={sort}
        layout={layout}
        all={all()}
        asked={asked()}
        count={settled(totals)?.count}
        narrow={narrow()}
      />
      <FilterChips setup={props.setup} view={view()} onView={setView} />
      <Switch>
        <Match when={query.isError}>
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        </Match>
        <Match when={query.isPending}>
          <Waiting />
        </Match>
        <Match when={rows().length === 0 && !query.hasNextPage}>
          <Nothing
            narrowed={isNarrowed(view())}
            status={status()}
            setup={props.setup}
            pipelineId={pipelineId()}
            onAll={() => setView(EVERYTHING)}
          />
        </Match>
        <Match when={narrow()}>
          <Cards rows={rows()} columns={all()} setup={props.setup} onEnd={more} />
        </Match>
        <Match when={true}>
          <Grid
            rows={rows()}
            count={settled(totals)?.count ?? -1}
            setup={props.setup}
            layout={layout}
            sorting={sorting()}
            onSort={sort}
            chosen={chosen()}
            onChosen={setChosen}
            onEnd={more}
            more={query.isFetchingNextPage}
          />
        </Match>
      </Switch>
      <Foot totals={settled(totals)} rates={ratesIn(props.setup)} />
      <Show when={chosen().size > 0}>
        <BulkBar
          setup={props.setup}
          columns={all()}
          asked={asked()}
          chosen={chosen()}
          count={settled(totals)?.count ?? 0}
          onChosen={setChosen}
        />
      </Show>
    </>
  )
}

type NothingProps = {
  narrowed: boolean
  status: Status
  setup: Setup
  pipelineId: number | undefined
  onAll: () => void
}

function Nothing(props: NothingProps) {
  const word = () => (props.status === "all" ? "" : `${props.status} `)
  return (
    <Show
      when={props.narrowed}
      fallback={
        <Empty icon={<IconList />} title={`No ${word()}deals`} text="Add the first one, or bring them from elsewhere.">
          <Show when={mayAdd(props.setup)}>
            <FirstDeals
              onAdd={() => quickAdd("deal", props.pipelineId === undefined ? {} : { pipeline_id: props.pipelineId })}
            />
          </Show>
        </Empty>
      }
    >
      <Empty icon={<IconList />} title="No deal meets the filter" text="Take something off to see more.">
        <Button onClick={() => props.onAll()}>Show all deals</Button>
      </Empty>
    </Show>
  )
}

function createNarrow() {
  const query = matchMedia(NARROW)
  const [narrow, setNarrow] = createSignal(query.matches)
  const heard = () => setNarrow(query.matches)
  onMount(() => query.addEventListener("change", heard))
  onCleanup(() => query.removeEventListener("change", heard))
  return narrow
}

function Waiting() {
  return (
    <div data-dl-waiting>
      {[1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => (
        <Skeleton height="1.5rem" />
      ))}
    </div>
  )
}
