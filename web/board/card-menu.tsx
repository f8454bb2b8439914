import { useNavigate } from "@solidjs/router"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { AnchoredMenu } from "../ui/anchored.tsx"
import { IconLost, IconMove, IconTrash, IconTrophy } from "../ui/icons.ts"
import type { MenuEntry } from "../ui/menu.tsx"
import { moveTo, remove, win } from "./acts.ts"
import { type Desk, useDesk } from "./desk.ts"
import { pick } from "./picking.ts"
import { type Act, refusal } from "./rights.ts"

/** Everything that can be done with a card by dragging it, and more. */
export function CardMenu(props: { card: DealCard; at: HTMLElement; onClose: () => void }) {
  const desk = useDesk()
  const navigate = useNavigate()
  const card = () => desk.find(props.card.id) ?? props.card
  return (
    <AnchoredMenu
      label={`Commands for ${props.card.title}`}
      at={props.at}
      onClose={() => {
        const opened = desk.opened()
        if (opened?.what === "menu") props.onClose()
      }}
      entries={entriesFor(desk, card(), () => navigate(`/deals/${props.card.id}`))}
    />
  )
}

function entriesFor(desk: Desk, card: DealCard, open: () => void): MenuEntry[] {
  const later = (run: () => void) => () => {
    desk.setOpened(undefined)
    run()
  }
  const may = (act: Act, to?: StageAnswer) => refusal(desk.setup(), [card], act, to) === undefined
  const leaves = may("move")
  const moves = desk
    .stages()
    .filter((stage) => stage.id !== card.stage_id && may("move", stage))
    .map((stage) => ({ label: stage.name, onSelect: later(() => void moveTo(desk, [card], stage)) }))
  const endings: MenuEntry[] = [
    { label: "Won", icon: IconTrophy, hotkey: "W", onSelect: later(() => void win(desk, [card])) },
    {
      label: "Lost…",
      icon: IconLost,
      hotkey: "L",
      onSelect: later(() => desk.setOpened({ what: "lost", cards: [card] })),
    },
    ...(may("delete")
      ? [
          { separator: true } as const,
          { label: "Delete", icon: IconTrash, danger: true, onSelect: later(() => void remove(desk, [card])) },
        ]
      : []),
  ]
  return [
    { label: "Open", hotkey: "Enter", onSelect: later(open) },
    {
      label: desk.picked().has(card.id) ? "Unselect" : "Select",
      hotkey: "X",
      onSelect: later(() => pick(desk, card)),
    },
    { separator: true },
    ...(leaves
      ? [
          { heading: "Move to" },
          ...moves,
          {
            label: "Another pipeline…",
            icon: IconMove,
            onSelect: later(() => desk.setOpened({ what: "pipeline", cards: [card] })),
          },
          { separator: true } as const,
        ]
      : []),
    ...(may("edit") ? endings : []),
  ]
}
