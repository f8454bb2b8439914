import { createEffect, createSignal, onCleanup, Show, Suspense } from "solid-js"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { laterOver } from "../app/later.tsx"
import { makeTarget } from "../ui/drag.ts"
import { IconPlus } from "../ui/icons.ts"
import { moveTo } from "./acts.ts"
import { together } from "./bulk.ts"
import { Cards } from "./cards.tsx"
import { ColumnHead } from "./column-head.tsx"
import { type Desk, useDesk } from "./desk.ts"
import { granted, refusal } from "./rights.ts"
import { WaitingCards } from "./waiting.tsx"

const QuickAdd = laterOver(() => import("./quick-add.tsx").then((chunk) => chunk.QuickAdd))

type Props = {
  stage: StageAnswer
  column: BoardColumn | undefined
  /** Who changed a card just now. */
  by: (id: number) => string | undefined
}

export function Column(props: Props) {
  const desk = useDesk()
  const [adding, setAdding] = createSignal(false)
  const [element, setElement] = createSignal<HTMLElement>()
  const isOver = () => desk.hover()?.stageId === props.stage.id
  const shut = () => refusal(desk.setup(), desk.moving(), "move", props.stage)
  createEffect(() => {
    const target = element()
    if (target !== undefined) onCleanup(makeDropTarget(target, desk, () => props.stage))
  })
  return (
    <li
      data-column={props.stage.id}
      data-over={isOver() && !shut() ? "" : undefined}
      data-shut={shut() && ""}
      title={shut()}
      ref={setElement}
      aria-label={props.stage.name}
    >
      <ColumnHead stage={props.stage} column={props.column} />
      <Show when={props.column} fallback={<WaitingCards />}>
        {(column) => <Cards stage={props.stage} column={column()} by={props.by} />}
      </Show>
      <Show
        when={adding()}
        fallback={
          <Show when={desk.setup().may.includes("records.add") && granted(desk.setup(), props.stage, "move_in")}>
            <button
              type="button"
              data-add
              aria-label={`Add a deal to ${props.stage.name}`}
              onPointerEnter={() => QuickAdd.preload()}
              onClick={() => setAdding(true)}
            >
              <IconPlus />
              <span>Deal</span>
            </button>
          </Show>
        }
      >
        <Suspense>
          <QuickAdd stage={props.stage} onClose={() => setAdding(false)} />
        </Suspense>
      </Show>
    </li>
  )
}

type Load = { cards: readonly DealCard[]; height: number }

function makeDropTarget(element: HTMLElement, desk: Desk, stage: () => StageAnswer): () => void {
  return makeTarget(element, {
    accepts: (data) => "cards" in data && !refusal(desk.setup(), (data as Load).cards, "move", stage()),
    over: (is, data) => {
      const { cards, height } = data as Load
      const [card] = cards
      if (is && card !== undefined) desk.setHover({ stageId: stage().id, card, height })
      else desk.setHover((now) => (now?.stageId === stage().id ? undefined : now))
    },
    drop: (data, { box }) =>
      void together(desk, (data as Load).cards, (cards, along) => moveTo(desk, cards, stage(), { ...along, box })),
  })
}
