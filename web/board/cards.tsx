import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { makeScroller } from "../ui/drag.ts"
import { createWindow } from "../ui/window.ts"
import { Card } from "./card.tsx"
import { placeOf } from "./columns.ts"
import { useDesk } from "./desk.ts"
import { loadMore } from "./queries.ts"

/** Pixels between cards, of the usual card, and of the zone bar that covers the end of a column. */
const GAP = 8
const USUAL = 92
const ZONES = 88
/** Cards before the last from which the next page is asked for. */
const AHEAD = 15
/** Pixels of each card that was seen: a board that is come back to is scrolled to the same cards. */
const heights = new Map<number, number>()
/** The key of the place where what is carried would come to stand. */
const GAP_KEY = 0

type Props = { stage: StageAnswer; column: BoardColumn; by: (id: number) => string | undefined }

/** The cards of a column: those in sight are in the page. */
export function Cards(props: Props) {
  const desk = useDesk()
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const byId = createMemo(() => new Map(props.column.cards.map((card) => [card.id, card])))
  const hover = () => {
    const now = desk.hover()
    return now?.stageId === props.stage.id && now.card.stage_id !== props.stage.id ? now : undefined
  }
  const keys = createMemo(() => {
    const ids = props.column.cards.map((card) => card.id)
    const now = hover()
    return now === undefined ? ids : ids.toSpliced(placeOf(props.column, now.card, desk.rules()), 0, GAP_KEY)
  })
  const pinned = () => [desk.active(), ...desk.carried().map((card) => card.id)].filter((id) => id !== undefined)
  const rows = createWindow<number>({ keys, scroll, estimate: USUAL, gap: GAP, pinned, heights })
  const more = createMore(props)
  createEffect(() => {
    if (rows.last() >= props.column.cards.length - AHEAD) more.load()
  })
  createEffect(() => {
    const element = scroll()
    if (element !== undefined) onCleanup(makeScroller(element, "y", () => ZONES))
  })
  return (
    <div data-cards data-scroll={props.stage.id} ref={setScroll}>
      <ul style={{ height: `${rows.height()}px` }} aria-label={`Deals in ${props.stage.name}`}>
        <For each={rows.keys()}>
          {(id) => (
            <Row
              at={rows.indexOf(id)}
              start={rows.startOf(id)}
              count={props.column.count}
              onPlaced={(element) => rows.measure(id, element)}
            >
              <Show
                when={byId().get(id)}
                fallback={<div data-gap style={{ height: `${hover()?.height ?? USUAL}px` }} />}
              >
                {(card) => <Card card={card()} stage={props.stage} by={props.by(id)} />}
              </Show>
            </Row>
          )}
        </For>
      </ul>
      <Switch>
        <Match when={more.failed()}>
          <button type="button" data-button="plain" data-size="s" onClick={more.again}>
            Load more deals
          </button>
        </Match>
        <Match when={props.column.next_cursor !== null}>
          <p data-more aria-live="polite">
            Loading more…
          </p>
        </Match>
      </Switch>
    </div>
  )
}

type RowProps = {
  at: number
  start: number
  count: number
  /** It stands in the page from now on. */
  onPlaced: (element: HTMLElement) => void
  children: JSX.Element
}

function Row(props: RowProps) {
  let row: HTMLElement | undefined
  onMount(() => row !== undefined && props.onPlaced(row))
  return (
    <li
      ref={(element) => {
        row = element
      }}
      style={{ translate: `0 ${props.start}px` }}
      aria-setsize={props.count}
      aria-posinset={props.at + 1}
    >
      {props.children}
    </li>
  )
}

/** Loads the next page of a column, one at a time. */
function createMore(props: Props) {
  const desk = useDesk()
  const [failed, setFailed] = createSignal(false)
  let loading: string | undefined
  const load = () => {
    const cursor = props.column.next_cursor
    if (cursor === null || cursor === loading || failed()) return
    loading = cursor
    loadMore(desk.place(), props.stage.id, cursor).catch(() => {
      loading = undefined
      setFailed(true)
    })
  }
  createEffect(
    on(
      () => props.column.next_cursor,
      () => setFailed(false),
      { defer: true },
    ),
  )
  return {
    load,
    failed,
    again: () => {
      setFailed(false)
      load()
    },
  }
}
