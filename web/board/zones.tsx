import { createEffect, createSignal, For, type JSX, onCleanup, Show } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { type Drop, makeTarget } from "../ui/drag.ts"
import { IconLost, IconMove, IconTrash, IconTrophy } from "../ui/icons.ts"
import { remove, win } from "./acts.ts"
import { together } from "./bulk.ts"
import { type Desk, useDesk } from "./desk.ts"
import { type Act, refusal } from "./rights.ts"

type Zone = {
  key: string
  act: Act
  label: string
  icon: (props: object) => JSX.Element
  drop: (desk: Desk, cards: readonly DealCard[], drop: Drop) => void
}

const ZONES: readonly Zone[] = [
  {
    key: "delete",
    act: "delete",
    label: "Delete",
    icon: IconTrash,
    drop: (desk, cards, { box }) => void together(desk, cards, (all, along) => remove(desk, all, { ...along, box })),
  },
  {
    key: "lost",
    act: "edit",
    label: "Lost",
    icon: IconLost,
    drop: (desk, cards) => desk.setOpened({ what: "lost", cards }),
  },
  {
    key: "won",
    act: "edit",
    label: "Won",
    icon: IconTrophy,
    drop: (desk, cards, { box }) => void together(desk, cards, (all, along) => win(desk, all, { ...along, box })),
  },
  {
    key: "pipeline",
    act: "move",
    label: "Move to pipeline",
    icon: IconMove,
    drop: (desk, cards) => desk.setOpened({ what: "pipeline", cards }),
  },
]

/** What can be done with a card besides moving it: slides up while one is carried. */
export function Zones() {
  const desk = useDesk()
  return (
    <Show when={desk.carried().length > 0}>
      <div data-zones data-at-foot="">
        <For each={ZONES}>{(zone) => <OneZone zone={zone} />}</For>
      </div>
    </Show>
  )
}

function OneZone(props: { zone: Zone }) {
  const desk = useDesk()
  const [over, setOver] = createSignal(false)
  const [element, setElement] = createSignal<HTMLElement>()
  const off = () => refusal(desk.setup(), desk.carried(), props.zone.act)
  createEffect(() => {
    const target = element()
    if (target === undefined) return
    onCleanup(
      makeTarget(target, {
        accepts: (data) => "cards" in data && off() === undefined,
        over: setOver,
        drop: (data, drop) => props.zone.drop(desk, data.cards as DealCard[], drop),
      }),
    )
  })
  return (
    <div
      data-zone={props.zone.key}
      data-over={over() ? "" : undefined}
      data-off={off() && ""}
      title={off()}
      ref={setElement}
    >
      {props.zone.icon({})}
      {props.zone.label}
    </div>
  )
}
