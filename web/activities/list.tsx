import { createMemo, createSignal, Match, Show, Switch } from "solid-js"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { IconActivities } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { VirtualList } from "../ui/virtual.tsx"
import { rowsOf } from "./batches.ts"
import { BulkBar } from "./bulk-bar.tsx"
import { useDesk } from "./desk.ts"
import { Filters } from "./filters.tsx"
import { ListHead } from "./list-head.tsx"
import { NOTHING, rangeOf } from "./periods.ts"
import { useActivityList } from "./queries.ts"
import { DayRow, Row } from "./row.tsx"
import { urgencyOf, utcDays, wallOf } from "./time.ts"
import type { ViewState } from "./view-state.ts"
import "./list.css"

/** Rows of the list: a day's heading by its day, an activity by its id. */
type Line = string | number

/** Pixels of each row that was seen. */
const heights = new Map<Line, number>()

/** What is to be done, or was, by day. */
export function ActivityList(props: { state: ViewState }) {
  const desk = useDesk()
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const [chosen, setChosen] = createSignal<ReadonlySet<number>>(new Set())
  const range = createMemo(() => rangeOf(props.state.show(), desk.today(), props.state.period()))
  const query = useActivityList(() => {
    const { from, to, done } = range()
    const days = utcDays(desk.clocks(), from ?? "0001-01-02", to ?? "9999-12-30")
    return {
      done,
      types: props.state.types(),
      owners: props.state.ownerIds(),
      ...(from !== undefined && { from: days.from }),
      ...(to !== undefined && { to: days.to }),
    }
  })
  const rows = createMemo(() => {
    const { from, to, done } = range()
    const all = rowsOf(settled(query)?.pages ?? [], done)
    return all.filter((row) => {
      const { day } = wallOf(desk.clocks(), row)
      if ((from !== undefined && day < from) || (to !== undefined && day > to)) return false
      return props.state.show() !== "overdue" || urgencyOf(desk.clocks(), row, desk.now()) === "overdue"
    })
  })
  const byId = createMemo(() => new Map(rows().map((row) => [row.id, row])))
  const picked = createMemo(() => rows().filter((row) => chosen().has(row.id)))
  const lines = createMemo(() => {
    const all: Line[] = []
    let last = ""
    for (const row of rows()) {
      const { day } = wallOf(desk.clocks(), row)
      if (day !== last) all.push(day)
      last = day
      all.push(row.id)
    }
    return all
  })
  const choose = (id: number, on: boolean) =>
    setChosen((before) => {
      const after = new Set(before)
      if (on) after.add(id)
      else after.delete(id)
      return after
    })
  const more = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  const nothing = () => NOTHING[props.state.show()]
  return (
    <section data-activity-list aria-label="List of activities">
      <Filters state={props.state} />
      <div data-activity-rows data-scroll="activities" ref={setScroll} aria-busy={query.isFetching}>
        <Switch>
          <Match when={query.isError}>
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          </Match>
          <Match when={query.isPending}>
            <Waiting />
          </Match>
          <Match when={rows().length === 0 && !query.hasNextPage}>
            <Empty icon={<IconActivities />} title={nothing().title} text={nothing().text}>
              <Button onClick={() => desk.create({})}>Add an activity</Button>
            </Empty>
          </Match>
          <Match when={true}>
            <div data-activity-table>
              <ListHead rows={rows()} chosen={chosen()} onChosen={setChosen} />
              <VirtualList
                items={lines()}
                estimate={40}
                overscan={12}
                heights={heights}
                keyOf={(line) => line}
                scroll={scroll}
                onEnd={more}
              >
                {(line) =>
                  typeof line === "string" ? (
                    <DayRow day={line} />
                  ) : (
                    <Show when={byId().get(line)}>
                      {(activity) => (
                        <Row activity={activity()} chosen={chosen().has(line)} onChosen={(on) => choose(line, on)} />
                      )}
                    </Show>
                  )
                }
              </VirtualList>
              <Show when={query.isFetchingNextPage}>
                <p data-activity-more role="status">
                  Loading more…
                </p>
              </Show>
            </div>
          </Match>
        </Switch>
      </div>
      <Show when={picked().length > 0}>
        <BulkBar picked={picked()} onDone={() => setChosen(new Set<number>())} />
      </Show>
    </section>
  )
}

function Waiting() {
  return (
    <div data-activity-waiting>
      {[1, 2, 3, 4, 5, 6, 7, 8].map(() => (
        <Skeleton height="2.25rem" />
      ))}
    </div>
  )
}
