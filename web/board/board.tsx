import { createEffect, createMemo, For, type JSX, onCleanup, Show, Suspense } from "solid-js"
import { whenAtRest } from "../app/rest.ts"
import { makeScroller } from "../ui/drag.ts"
import { Column } from "./column.tsx"
import { type Desk, DeskProvider } from "./desk.ts"
import { useKeys } from "./keys.ts"
import { useLive } from "./live.ts"
import { OpenedParts, preloadOpened } from "./opened.tsx"
import { createPhone } from "./phone.ts"
import { hearPicks } from "./picking.ts"
import { StageStrip } from "./strip.tsx"
import { Zones } from "./zones.tsx"

/** The stages side by side, with all that can be done to their cards. */
export function BoardColumns(props: { desk: Desk; empty: JSX.Element }) {
  const desk = props.desk
  const by = useLive(desk)
  const isPhone = createPhone()
  useKeys(desk)
  const byStage = createMemo(() => new Map(desk.board()?.columns.map((column) => [column.stage_id, column])))
  const isEmpty = () => desk.board()?.columns.every((column) => column.count === 0) === true
  createEffect(() => {
    const root = desk.root()
    if (root === undefined) return
    const stops = [makeScroller(root, "x"), hearPicks(desk, root)]
    const focused = (event: FocusEvent) => noteFocus(desk, event)
    root.addEventListener("focusin", focused)
    onCleanup(() => {
      for (const stop of stops) stop()
      root.removeEventListener("focusin", focused)
    })
  })
  whenAtRest(preloadOpened)
  return (
    <DeskProvider value={desk}>
      <Show when={isPhone()}>
        <StageStrip />
      </Show>
      <div data-board-frame>
        <ol
          data-board
          data-scroll="board"
          ref={desk.setRoot}
          data-picking={desk.picked().size > 0 ? "" : undefined}
          aria-label={`Stages of ${nameOf(desk)}`}
        >
          <For each={desk.stages().map((stage) => stage.id)}>
            {(id) => (
              <Show when={desk.stages().find((stage) => stage.id === id)}>
                {(stage) => <Column stage={stage()} column={byStage().get(id)} by={by} />}
              </Show>
            )}
          </For>
        </ol>
        <Show when={isEmpty()}>
          <div data-board-empty>
            <Suspense>{props.empty}</Suspense>
          </div>
        </Show>
        <Zones />
      </div>
      <OpenedParts />
    </DeskProvider>
  )
}

function noteFocus(desk: Desk, { target }: FocusEvent): void {
  const card = target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null
  if (card !== null) desk.setActive(Number(card.dataset.card))
}

function nameOf(desk: Desk): string {
  return desk.setup().pipelines.find((one) => one.id === desk.place().pipelineId)?.name ?? ""
}
