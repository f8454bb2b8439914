import { A } from "@solidjs/router"
import { createEffect, createSignal, onCleanup, Show } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { makeDraggable } from "../ui/drag.ts"
import { IconDots } from "../ui/icons.ts"
import { CardFace, CardLabels } from "./card-face.tsx"
import { useDesk } from "./desk.ts"
import { Due } from "./due.tsx"

type Props = {
  card: DealCard
  stage: StageAnswer
  /** Who changed it just now. */
  by: string | undefined
}

export function Card(props: Props) {
  const desk = useDesk()
  const [element, setElement] = createSignal<HTMLElement>()
  createEffect(() => {
    const card = element()
    if (card === undefined) return
    const group = () => (desk.picked().has(props.card.id) ? [...desk.picked().values()] : [props.card])
    onCleanup(
      makeDraggable(card, {
        data: () => ({ cards: group(), height: card.offsetHeight }),
        badge: () => (group().length > 1 ? String(group().length) : undefined),
        onStart: () => desk.setCarried(group()),
        onEnd: () => desk.setCarried([]),
      }),
    )
  })
  const isPicked = () => desk.picked().has(props.card.id)
  const isCarried = () => desk.carried().some((card) => card.id === props.card.id)
  const menuOpen = () => {
    const opened = desk.opened()
    return opened?.what === "menu" && opened.card.id === props.card.id
  }
  return (
    <article
      ref={setElement}
      data-card={props.card.id}
      data-flip={props.card.id}
      data-carried={isCarried() ? "" : undefined}
      data-lifted={desk.lifted()?.id === props.card.id ? "" : undefined}
      data-picked={isPicked() ? "" : undefined}
      data-fresh={props.by === undefined ? undefined : ""}
      data-stale={staleDays(props.card, props.stage) === undefined ? undefined : ""}
    >
      <CardLabels card={props.card} />
      <A href={`/deals/${props.card.id}`} data-card-title draggable={false}>
        {props.card.title}
      </A>
      <CardFace card={props.card} stale={staleDays(props.card, props.stage)}>
        <button
          type="button"
          data-card-menu
          aria-label={`Commands for ${props.card.title}`}
          aria-haspopup="menu"
          aria-expanded={menuOpen()}
          onClick={(event) =>
            desk.setOpened(menuOpen() ? undefined : { what: "menu", card: props.card, at: event.currentTarget })
          }
        >
          <IconDots />
        </button>
        <Due card={props.card} />
      </CardFace>
      <label data-card-pick>
        <input type="checkbox" checked={isPicked()} data-pick tabindex={isPicked() ? undefined : -1} />
        <span class="sr-only">Select {props.card.title}</span>
      </label>
      <Show when={props.by}>{(name) => <span data-card-by>{name()}</span>}</Show>
    </article>
  )
}

const DAY = 86_400_000

/** Days without a sign of life, where they are more than the stage allows. */
export function staleDays(card: DealCard, stage: StageAnswer): number | undefined {
  const { is_deal_rot_enabled, days_to_rotten } = stage
  if (!is_deal_rot_enabled || days_to_rotten === null) return undefined
  const days = (Date.now() - Date.parse(card.touch_time)) / DAY
  return days > days_to_rotten ? Math.floor(days) : undefined
}
