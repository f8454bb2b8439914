import { createEffect, createSignal, For, onCleanup, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deals.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { announce } from "../ui/announce.ts"
import { makeTarget } from "../ui/drag.ts"
import { IconPlus } from "../ui/icons.ts"
import { Skeleton } from "../ui/state.tsx"
import { Card } from "./card.tsx"
import { loadMore, move } from "./queries.ts"
import { QuickAdd } from "./quick-add.tsx"

type Props = { stage: StageAnswer; stages: StageAnswer[]; column: BoardColumn | undefined; setup: Setup | undefined }

export function Column(props: Props) {
  const [over, setOver] = createSignal(false)
  const [adding, setAdding] = createSignal(false)
  const [element, setElement] = createSignal<HTMLElement>()
  const moveHere = (card: DealCard) => {
    void move(props.stage.pipeline_id, card, props.stage.id, props.setup)
    announce(`${card.title} moved to ${props.stage.name}`)
  }
  createEffect(() => {
    const target = element()
    if (target === undefined) return
    onCleanup(
      makeTarget(target, {
        accepts: (data) => "card" in data,
        over: setOver,
        drop: (data) => moveHere(data.card as DealCard),
      }),
    )
  })
  return (
    <li data-column data-over={over() ? "" : undefined} ref={setElement} aria-label={props.stage.name}>
      <header data-column-head>
        <h2 title={props.stage.name}>{props.stage.name}</h2>
        <p data-column-sums class="num">
          <Show when={props.column} fallback={<Skeleton width="5rem" height="0.75rem" />}>
            {(column) => (
              <Sums column={column()} probability={props.stage.deal_probability} weighted={weighted(props)} />
            )}
          </Show>
        </p>
      </header>
      <ul data-cards>
        <For
          each={props.column?.cards}
          fallback={
            <Show when={props.column === undefined}>
              <Waiting />
            </Show>
          }
        >
          {(card) => <Card card={card} setup={props.setup} stages={props.stages} stage={props.stage} />}
        </For>
        <Show when={props.column?.next_cursor}>
          {(cursor) => <More pipelineId={props.stage.pipeline_id} stageId={props.stage.id} cursor={cursor()} />}
        </Show>
      </ul>
      <Show
        when={adding()}
        fallback={
          <button
            type="button"
            data-add
            aria-label={`Add a deal to ${props.stage.name}`}
            onClick={() => setAdding(true)}
          >
            <IconPlus />
            <span>Deal</span>
          </button>
        }
      >
        <QuickAdd stage={props.stage} setup={props.setup} onClose={() => setAdding(false)} />
      </Show>
    </li>
  )
}

function weighted(props: Props): boolean {
  const pipeline = props.setup?.pipelines.find((one) => one.id === props.stage.pipeline_id)
  return pipeline?.is_deal_probability_enabled === true
}

function Sums(props: { column: BoardColumn; probability: number; weighted: boolean }) {
  const money = (value: number, currency: string) => formatMoney(minorUnits(value, currency), currency)
  return (
    <>
      <For each={props.column.sums} fallback={<span>{money(0, "USD")}</span>}>
        {(sum) => (
          <span title={props.weighted ? `Weighted: ${money(sum.weighted_value, sum.currency)}` : undefined}>
            {money(sum.value, sum.currency)}
          </span>
        )}
      </For>
      <span data-count>
        {props.column.count} {props.column.count === 1 ? "deal" : "deals"}
      </span>
    </>
  )
}

function Waiting() {
  return (
    <For each={[5.25, 4.5, 5.25]}>
      {(height) => (
        <li data-waiting aria-hidden="true">
          <Skeleton height={`${height}rem`} />
        </li>
      )}
    </For>
  )
}

/** Loads the next cards when it comes near; a button besides, for those who do not scroll. */
function More(props: { pipelineId: number; stageId: number; cursor: string }) {
  const [busy, setBusy] = createSignal(false)
  const load = async () => {
    if (busy()) return
    setBusy(true)
    await loadMore(props.pipelineId, props.stageId, props.cursor).finally(() => setBusy(false))
  }
  const watch = (element: HTMLElement) => {
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void load(),
      {
        root: element.closest("[data-cards]"),
        rootMargin: "600px 0px",
      },
    )
    watcher.observe(element)
    onCleanup(() => watcher.disconnect())
  }
  return (
    <li ref={watch} data-more>
      <button type="button" data-button="quiet" data-size="s" onClick={() => void load()} aria-busy={busy()}>
        Show more
      </button>
    </li>
  )
}
