import { createEffect, createSignal, onCleanup, Show, Suspense } from "solid-js"
import type { StageAnswer } from "../../../shared/api/pipelines.ts"
import type { Setup } from "../../../shared/api/workspaces.ts"
import { laterOver } from "../../app/later.tsx"
import { placeStage } from "../../pipelines/stages.ts"
import { Button } from "../../ui/button.tsx"
import { makeDraggable, makeTarget } from "../../ui/drag.ts"
import { IconChevronLeft, IconChevronRight, IconGrip, IconTrash, IconView } from "../../ui/icons.ts"
import { StageFields } from "./stage-fields.tsx"

const StageAccess = laterOver(() => import("./stage-access.tsx").then((part) => part.StageAccess))

type Props = {
  stage: StageAnswer
  stages: readonly StageAnswer[]
  setup: Setup
  at: number
  onDelete: () => void
}

/** A stage in the editor: dragged by its grip, or moved by its arrows. */
export function StageCard(props: Props) {
  const [element, setElement] = createSignal<HTMLElement>()
  const [handle, setHandle] = createSignal<HTMLElement>()
  const [over, setOver] = createSignal(false)
  const [guarding, setGuarding] = createSignal(false)
  createEffect(() => {
    const [card, grip] = [element(), handle()]
    if (card === undefined || grip === undefined) return
    const stops = [
      makeDraggable(card, { handle: grip, data: () => ({ stage: props.stage }) }),
      makeTarget(card, {
        accepts: ({ stage }) => stage !== undefined && (stage as StageAnswer).id !== props.stage.id,
        over: setOver,
        drop: ({ stage }) => void placeStage(props.setup, stage as StageAnswer, props.at),
      }),
    ]
    onCleanup(() => {
      for (const stop of stops) stop()
    })
  })
  return (
    <li data-stage-card data-over={over() ? "" : undefined} data-tone={props.stage.color ?? undefined} ref={setElement}>
      <header>
        <span data-grip ref={setHandle} title="Drag to move" aria-hidden="true">
          <IconGrip />
        </span>
        <strong class="num">{props.at + 1}</strong>
        <span data-bar-space />
        <Mover {...props} by={-1} />
        <Mover {...props} by={1} />
        <Button
          kind="quiet"
          size="s"
          icon={<IconView />}
          aria-label={`Who may use ${props.stage.name}`}
          onClick={() => setGuarding(true)}
        />
        <Button
          kind="quiet"
          size="s"
          icon={<IconTrash />}
          aria-label={`Delete ${props.stage.name}`}
          onClick={() => props.onDelete()}
        />
      </header>
      <StageFields stage={props.stage} />
      <Suspense>
        <Show when={guarding()}>
          <StageAccess stage={props.stage} setup={props.setup} onClose={() => setGuarding(false)} />
        </Show>
      </Suspense>
    </li>
  )
}

/** Moves the stage by one place. Focus stays on the button, which moves with its stage. */
function Mover(props: Props & { by: -1 | 1 }) {
  let button: HTMLButtonElement | undefined
  const last = () => props.at === (props.by === -1 ? 0 : props.stages.length - 1)
  const move = async () => {
    if (last()) return
    const moved = placeStage(props.setup, props.stage, props.at + props.by)
    queueMicrotask(() => button?.focus())
    await moved
  }
  return (
    <Button
      ref={(element) => {
        button = element
      }}
      kind="quiet"
      size="s"
      icon={props.by === -1 ? <IconChevronLeft /> : <IconChevronRight />}
      aria-label={`Move ${props.stage.name} ${props.by === -1 ? "left" : "right"}`}
      aria-disabled={last() ? "true" : undefined}
      onClick={() => void move()}
    />
  )
}
